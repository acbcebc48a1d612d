package io.pgcairn.daemon.cli;

import io.pgcairn.daemon.postgres.Lsn;
import java.time.Instant;

/** Where recovery is to stop, as asked on the command line. */
public sealed interface TargetSpec {
    /** At the end of all stored WAL. */
    record Latest() implements TargetSpec {}

    /** As soon as the backup is consistent. */
    record Immediate() implements TargetSpec {}

    /** At a moment. */
    record AtTime(Instant time) implements TargetSpec {}

    /** At a position in the WAL. */
    record AtLsn(Lsn lsn) implements TargetSpec {}

    /** At the commit of a transaction. */
    record AtXid(long xid) implements TargetSpec {}

    /** At a restore point, as made by pg_create_restore_point. */
    record AtName(String name) implements TargetSpec {}
}
