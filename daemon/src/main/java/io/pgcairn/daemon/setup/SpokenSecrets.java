package io.pgcairn.daemon.setup;

import io.pgcairn.daemon.cli.InitRequest;
import io.pgcairn.daemon.config.Secret;
import io.pgcairn.daemon.fault.Fault;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Refuses secrets on the command line, which every user of the host can read in the list of processes, and reads
 * values written as {@code @FILE} from files.
 */
final class SpokenSecrets {
    private static final int MOST_BYTES = 1 << 16;

    private SpokenSecrets() {}

    /** The request with values in place of files' names. */
    static InitRequest resolve(InitRequest request) throws SetupException {
        Optional<String> postgres = request.postgres();
        if (postgres.isPresent()) {
            postgres = Optional.of(uri("--postgres", postgres.get()));
        }
        List<InitRequest.Store> stores = new ArrayList<>();
        for (InitRequest.Store store : request.stores()) {
            stores.add(new InitRequest.Store(uri("--store", store.uri()), options(store.options())));
        }
        return new InitRequest(
                request.config(),
                request.cluster(),
                postgres,
                stores,
                request.window(),
                request.recipients(),
                request.user(),
                request.force());
    }

    private static String uri(String option, String text) throws SetupException {
        if (text.startsWith("@")) {
            return content(option, text);
        }
        if (Secret.isInUri(text)) {
            throw refused(option, option + " @FILE");
        }
        return text;
    }

    private static Map<String, String> options(Map<String, String> given) throws SetupException {
        Map<String, String> resolved = new TreeMap<>();
        for (Map.Entry<String, String> option : given.entrySet()) {
            String name = "--option " + option.getKey();
            String value = option.getValue();
            if (!value.startsWith("@") && (Secret.isNamedBy(option.getKey()) || Secret.isInUri(value))) {
                throw refused(name, name + "=@FILE");
            }
            resolved.put(option.getKey(), value.startsWith("@") ? content(name, value) : value);
        }
        return resolved;
    }

    private static SetupException refused(String option, String better) {
        return new SetupException(
                Fault.USAGE,
                option + ": a secret on the command line can be read by every user of this host",
                "put the value into a file that only you can read, and write " + better);
    }

    /** Without the line's end. */
    private static String content(String option, String value) throws SetupException {
        Path file = Path.of(value.substring(1));
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            String text = new String(bytes, StandardCharsets.UTF_8).stripTrailing();
            if (bytes.length > MOST_BYTES || text.isEmpty()) {
                throw new SetupException(
                        Fault.USAGE, option + ": " + file + " holds no value", "write the value alone into it");
            }
            return text;
        } catch (IOException e) {
            throw new SetupException(
                    Fault.USAGE, option + ": " + file + " cannot be read: " + e, "name a file after the @", e);
        }
    }
}
