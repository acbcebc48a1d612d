package io.pgcairn.daemon.http;

import io.pgcairn.daemon.fault.Fault;
import java.time.Instant;

/**
 * A backup that was asked for, as it stands.
 *
 * @param id unique on this host
 */
record BackupJob(String id, Instant started, BackupOrder order, State state) {
    /** How it stands. */
    sealed interface State {}

    /** @param totalBytes an estimate, 0 while there is none */
    record Running(long doneBytes, long totalBytes) implements State {}

    /** It is good. */
    record Committed(String backup) implements State {}

    /** There is no new backup. */
    record Failed(Fault fault, String message, String hint) implements State {}

    BackupJob with(State next) {
        return new BackupJob(id, started, order, next);
    }

    boolean isRunning() {
        return state instanceof Running;
    }
}
