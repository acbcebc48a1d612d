package io.pgcairn.crypto;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * The text of a native key file, as {@code age-keygen} writes and reads it. It prints as its public part.
 *
 * @param identity the secret key
 * @param created the moment its comment names
 */
public record KeyFile(X25519Identity identity, Instant created) {
    private static final int MAX_BYTES = 1 << 20;

    private static final String SECRET_HINT = "key files hold one 'AGE-SECRET-KEY-1…' a line and '#' comments;"
            + " make one with 'pgcairn keygen' or 'age-keygen'";

    /** The whole file, the secret included: write it where only its owner may read. */
    public String render() {
        return "# created: " + created.truncatedTo(ChronoUnit.SECONDS) + "\n# public key: " + identity.recipient()
                + "\n" + identity.secretText() + "\n";
    }

    static List<Identity> read(Path file) throws IOException {
        String text = readText(file);
        if (text.startsWith(Header.VERSION_LINE) || text.startsWith("-----BEGIN AGE ENCRYPTED FILE")) {
            throw new KeyUnusableException(
                    "key file " + file + " is itself encrypted",
                    "decrypt it with 'age -d' into a file that only the daemon's user may read",
                    null);
        }
        var identities = new ArrayList<Identity>();
        int number = 0;
        for (String line : text.lines().map(String::strip).toList()) {
            number++;
            if (!line.isEmpty() && !line.startsWith("#")) {
                identities.add(parse(line, file + " line " + number));
            }
        }
        if (identities.isEmpty()) {
            throw new KeyUnusableException("key file " + file + " holds no secret key", SECRET_HINT, null);
        }
        return List.copyOf(identities);
    }

    /** The message never repeats the line, which may be a secret with one wrong letter. */
    private static Identity parse(String line, String place) throws KeyUnusableException {
        return X25519Identity.parse(line)
                .orElseThrow(() -> new KeyUnusableException(place + problemOf(line), SECRET_HINT, null));
    }

    private static String problemOf(String line) {
        if (line.startsWith("age1")) {
            return " holds a public key where a secret key is wanted";
        }
        if (line.startsWith("AGE-SECRET-KEY-PQ-") || line.startsWith("AGE-PLUGIN-")) {
            return " holds a post-quantum or plugin identity, which is not supported";
        }
        return " is no age secret key, or was mistyped";
    }

    private static String readText(Path file) throws IOException {
        try (var source = Files.newInputStream(file)) {
            byte[] bytes = source.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new KeyUnusableException("key file " + file + " is larger than 1 MiB", SECRET_HINT, null);
            }
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            throw new KeyUnusableException(
                    "key file " + file + " does not exist", "check the path under encryption.identities", e);
        } catch (AccessDeniedException e) {
            throw new KeyUnusableException(
                    "key file " + file + " may not be read by this user",
                    "give it to the daemon's user with mode 0400 or 0600",
                    e);
        }
    }
}
