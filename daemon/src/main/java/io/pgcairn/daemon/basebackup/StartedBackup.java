package io.pgcairn.daemon.basebackup;

import io.pgcairn.daemon.postgres.Lsn;
import io.pgcairn.daemon.postgres.TimelineId;

/**
 * What {@code pg_backup_start} said.
 *
 * @param start where replay of the backup starts
 * @param timeline on which the server writes
 */
record StartedBackup(Lsn start, TimelineId timeline) {}
