package io.pgcairn.daemon.watch;

import io.pgcairn.daemon.postgres.PostgresException;
import io.pgcairn.daemon.postgres.ServerQueries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How much room the disk of {@code pg_wal} has, where the server runs on this host: its data directory is here, and the
 * file that a running server keeps in it tells the same start as the server itself. Used by one thread.
 */
final class WalDisk {
    private static final int START_LINE = 2;

    /** The server writes the file some moments before the time that it tells. */
    private static final long LATER_SECONDS = 60;

    private WalDisk() {}

    /** The bytes that the server can still write; empty if it runs elsewhere, or if we may not know. */
    static OptionalLong free(ServerQueries server, Duration patience) throws PostgresException {
        Optional<ServerQueries.DataPlace> place = server.place(patience);
        try {
            if (place.isPresent() && isHere(place.get())) {
                Path wal = place.get().directory().resolve("pg_wal");
                return OptionalLong.of(Files.getFileStore(wal.toRealPath()).getUsableSpace());
            }
        } catch (IOException | NumberFormatException e) {
            // It is somebody else's directory, or none.
            return OptionalLong.empty();
        }
        return OptionalLong.empty();
    }

    private static boolean isHere(ServerQueries.DataPlace place) throws IOException {
        Path file = place.directory().resolve("postmaster.pid");
        if (!Files.isReadable(file)) {
            return false;
        }
        List<String> lines = Files.readAllLines(file);
        if (lines.size() <= START_LINE) {
            return false;
        }
        long later = place.startSeconds() - Long.parseLong(lines.get(START_LINE).strip());
        return later >= 0 && later <= LATER_SECONDS;
    }
}
