package io.pgcairn.daemon.basebackup;

import io.pgcairn.daemon.postgres.TimelineHistory;
import io.pgcairn.daemon.postgres.TimelineId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The history of a server's timeline as its own disk tells it. It goes into the commit mark in the clear, so that who
 * prunes knows a backup's ancestry without a key.
 */
final class HistoryFile {
    private static final Logger LOG = LoggerFactory.getLogger(HistoryFile.class);

    private HistoryFile() {}

    /** Empty if the file is gone or is no history: retention then keeps more than it needs to. */
    static Optional<TimelineHistory> read(Path dataDirectory, TimelineId timeline) throws IOException {
        if (timeline.equals(TimelineId.FIRST)) {
            return Optional.of(TimelineHistory.root(timeline));
        }
        Path file = dataDirectory.resolve("pg_wal").resolve(timeline.historyFileName());
        try {
            return Optional.of(TimelineHistory.parse(timeline, Files.readAllBytes(file)));
        } catch (NoSuchFileException | IllegalArgumentException e) {
            LOG.warn("the history of timeline {} is not recorded with the backup: {}", timeline, e.getMessage());
            return Optional.empty();
        }
    }
}
