package io.pgcairn.daemon.http;

import io.pgcairn.daemon.fault.Fault;
import java.util.Optional;

/** What jobs make, and how it is called. */
enum JobKind {
    /** A base backup, with an operator's note. */
    BACKUP("backup", Fault.BACKUP_BUSY, Fault.BACKUP_FAILED, Fault.BACKUP_UNKNOWN),
    /** A logical dump. */
    DUMP("dump", Fault.DUMP_BUSY, Fault.DUMP_FAILED, Fault.DUMP_UNKNOWN),
    /** A restore drill. */
    DRILL("drill", Fault.DRILL_BUSY, Fault.DRILL_FAILED, Fault.DRILL_UNKNOWN);

    private final String noun;
    private final Fault busy;
    private final Fault failed;
    private final Fault unknown;

    JobKind(String noun, Fault busy, Fault failed, Fault unknown) {
        this.noun = noun;
        this.busy = busy;
        this.failed = failed;
        this.unknown = unknown;
    }

    String noun() {
        return noun;
    }

    /** The last part of the path that such jobs are asked for at. */
    String path() {
        return noun + "s";
    }

    /** The cluster's jobs of this kind; empty if there are none. */
    Optional<BackupJobs> of(ClusterDesk desk) {
        return switch (this) {
            case BACKUP -> Optional.of(desk.backups());
            case DUMP -> desk.dumps();
            case DRILL -> Optional.of(desk.drills());
        };
    }

    Fault busy() {
        return busy;
    }

    Fault failed() {
        return failed;
    }

    Fault unknown() {
        return unknown;
    }
}
