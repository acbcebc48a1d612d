package io.pgcairn.daemon.postgres;

import java.time.Instant;

/** PostgreSQL's numbers of resource managers and of those of their records that we know. */
final class RecordKind {
    static final int XLOG = 0;
    static final int XLOG_OPERATION = 0xF0;
    static final int SWITCH = 0x40;
    static final int RESTORE_POINT = 0x70;

    static final int TRANSACTION = 1;
    static final int TRANSACTION_OPERATION = 0x70;
    static final int COMMIT = 0x00;
    static final int ABORT = 0x20;
    static final int COMMIT_PREPARED = 0x30;
    static final int ABORT_PREPARED = 0x40;

    /** What PostgreSQL counts time from. */
    static final Instant EPOCH = Instant.parse("2000-01-01T00:00:00Z");

    private RecordKind() {}
}
