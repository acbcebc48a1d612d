package io.pgcairn.daemon.postgres;

/**
 * One record of WAL, its checksum proven.
 *
 * @param start where it starts
 * @param end where the next one may start, before alignment
 * @param xid the transaction that wrote it; 0 for none
 * @param resourceManager PostgreSQL's number of whose record it is
 * @param info what it means to that one
 * @param mainData its data that belong to no block; of a very long record no more than the reader keeps
 */
public record WalRecord(Lsn start, Lsn end, long xid, int resourceManager, int info, byte[] mainData) {
    /** Whether the rest of its segment is empty. */
    boolean isSwitch() {
        return resourceManager == RecordKind.XLOG && (info & RecordKind.XLOG_OPERATION) == RecordKind.SWITCH;
    }
}
