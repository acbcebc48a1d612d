package io.pgcairn.daemon.restore;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Writes what makes a restored directory recover when it is started. */
final class RecoveryFiles {
    private static final String SETTINGS = "postgresql.auto.conf";
    private static final String SIGNAL = "recovery.signal";
    private static final String STANDBY_SIGNAL = "standby.signal";

    private RecoveryFiles() {}

    static void write(Path dataDirectory, String settings) throws IOException {
        append(dataDirectory.resolve(SETTINGS), settings);
        // With both signals PostgreSQL would become a standby that never promotes.
        Files.deleteIfExists(dataDirectory.resolve(STANDBY_SIGNAL));
        Path signal = dataDirectory.resolve(SIGNAL);
        if (!Files.exists(signal, LinkOption.NOFOLLOW_LINKS)) {
            Files.createFile(signal, Modes.attribute(Modes.PRIVATE_FILE));
        }
    }

    private static void append(Path file, String settings) throws IOException {
        if (!Files.exists(file)) {
            Files.createFile(file, Modes.attribute(Modes.PRIVATE_FILE));
        }
        byte[] before = Files.readAllBytes(file);
        boolean isLineOpen = before.length > 0 && before[before.length - 1] != '\n';
        String text = (isLineOpen ? "\n" : "") + settings;
        Files.write(file, text.getBytes(StandardCharsets.UTF_8), StandardOpenOption.APPEND);
    }
}
