package io.pgcairn.daemon.http;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file with a token a line, read again when it changes: two tokens in it let both in while clients change over. One
 * that cannot be read lets nobody in, for who takes a token away must be able to rely on it. Safe for several threads.
 */
final class TokenFile {
    private static final Logger LOG = LoggerFactory.getLogger(TokenFile.class);
    private static final int MAX_BYTES = 64 << 10;
    private static final Pattern TOKEN = Pattern.compile("[!-~]{16,512}");

    private final Path file;
    private FileStamp stamp = FileStamp.NONE;
    private List<byte[]> digests = List.of();
    private String told = "";

    /** @throws ListenFailure it has no token, or others than its owner and group may read it */
    TokenFile(Path file) throws ListenFailure {
        this.file = file;
        FileStamp now = FileStamp.of(file);
        try {
            digests = read();
        } catch (IOException e) {
            throw new ListenFailure(trouble(e), hint(), e);
        }
        stamp = now;
    }

    /** Whether it is one of the tokens; takes as long for a wrong one as for a right one. */
    boolean lets(String token) {
        byte[] asked = digest(token);
        boolean isKnown = false;
        for (byte[] digest : digests()) {
            isKnown |= MessageDigest.isEqual(digest, asked);
        }
        return isKnown;
    }

    private synchronized List<byte[]> digests() {
        FileStamp now = FileStamp.of(file);
        if (!now.isSameAs(stamp)) {
            stamp = now;
            readAgain();
        }
        return digests;
    }

    private void readAgain() {
        try {
            List<byte[]> read = read();
            if (!Arrays.deepEquals(read.toArray(), digests.toArray())) {
                LOG.info("the tokens of {} were read again: {} of them let in now", file, read.size());
            }
            digests = read;
            told = "";
        } catch (IOException e) {
            digests = List.of();
            if (!trouble(e).equals(told)) {
                told = trouble(e);
                LOG.error("{}, so that none lets in now; {}", told, hint());
            }
        }
    }

    private List<byte[]> read() throws IOException {
        if (Files.size(file) > MAX_BYTES) {
            throw new IOException("is larger than " + MAX_BYTES + " bytes");
        }
        FileStore store = Files.getFileStore(file);
        if (store.supportsFileAttributeView("posix")
                && Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ)) {
            throw new IOException("may be read by everybody");
        }
        List<String> tokens = Files.readAllLines(file, StandardCharsets.UTF_8).stream()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .toList();
        if (tokens.isEmpty()
                || !tokens.stream().allMatch(token -> TOKEN.matcher(token).matches())) {
            throw new IOException("has no token, or a line that is none");
        }
        return tokens.stream().map(TokenFile::digest).toList();
    }

    private String trouble(IOException e) {
        String why = switch (e) {
            case NoSuchFileException _ -> "is not there";
            case CharacterCodingException _ -> "is no text";
            default -> String.valueOf(e.getMessage());
        };
        return "the token file " + file + " cannot be used: " + why;
    }

    private static String hint() {
        return "write a token a line, 16 characters or more without blanks, such as from: openssl rand -hex 32; and"
                + " let only its owner and group read it: chmod 0640";
    }

    private static byte[] digest(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
