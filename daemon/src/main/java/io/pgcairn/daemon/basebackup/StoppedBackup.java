package io.pgcairn.daemon.basebackup;

import io.pgcairn.daemon.postgres.Lsn;
import io.pgcairn.daemon.postgres.TimelineId;
import java.time.Instant;

/**
 * What {@code pg_backup_stop} and the server just after it said.
 *
 * @param stop from where a restored cluster is consistent
 * @param timeline on which the server writes
 * @param label the contents of backup_label
 * @param tablespaceMap the contents of tablespace_map; empty without tablespaces
 * @param time the server's clock
 * @param nextXid the next transaction id
 */
record StoppedBackup(Lsn stop, TimelineId timeline, String label, String tablespaceMap, Instant time, long nextXid) {}
