package io.pgcairn.daemon.restore;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A restore that is complete and durable.
 *
 * @param notes how to start the server, and what to mind about it
 */
public record RestoreResult(Path directory, long files, long bytes, Duration took, List<String> notes) {
    public RestoreResult {
        notes = List.copyOf(notes);
    }
}
