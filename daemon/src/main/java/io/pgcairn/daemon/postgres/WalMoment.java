package io.pgcairn.daemon.postgres;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalLong;

/** A record that recovery may stop at: the end of a transaction, or a named restore point. */
public sealed interface WalMoment {
    /** Where its record starts. */
    Lsn start();

    /** When it was written, by the server's clock. */
    Instant time();

    /**
     * The end of a transaction.
     *
     * @param isCommit whether it was committed, and not aborted
     * @param xid its 32 bits; empty for a prepared transaction, whose record is another one's
     */
    record TransactionEnd(Lsn start, Instant time, boolean isCommit, OptionalLong xid) implements WalMoment {
        /** Whether this is, or may be, the end of the transaction with these 32 bits. */
        public boolean mayEnd(long transaction) {
            return xid.isEmpty() || xid.getAsLong() == transaction;
        }
    }

    /** What pg_create_restore_point wrote. */
    record NamedPoint(Lsn start, Instant time, String name) implements WalMoment {}

    /** The moment that a record is; empty for all other records. */
    static Optional<WalMoment> of(WalRecord record) {
        ByteBuffer data = ByteBuffer.wrap(record.mainData()).order(ByteOrder.LITTLE_ENDIAN);
        if (data.remaining() < Long.BYTES) {
            return Optional.empty();
        }
        return switch (record.resourceManager()) {
            case RecordKind.XLOG -> named(record, data);
            case RecordKind.TRANSACTION -> transactionEnd(record, data);
            default -> Optional.empty();
        };
    }

    private static Optional<WalMoment> named(WalRecord record, ByteBuffer data) {
        if ((record.info() & RecordKind.XLOG_OPERATION) != RecordKind.RESTORE_POINT) {
            return Optional.empty();
        }
        Instant time = instant(data.getLong());
        int length = 0;
        while (length < data.remaining() && data.get(data.position() + length) != 0) {
            length++;
        }
        byte[] name = new byte[length];
        data.get(name);
        return Optional.of(new NamedPoint(record.start(), time, new String(name, StandardCharsets.UTF_8)));
    }

    private static Optional<WalMoment> transactionEnd(WalRecord record, ByteBuffer data) {
        return switch (record.info() & RecordKind.TRANSACTION_OPERATION) {
            case RecordKind.COMMIT -> Optional.of(end(record, data, true, OptionalLong.of(record.xid())));
            case RecordKind.COMMIT_PREPARED -> Optional.of(end(record, data, true, OptionalLong.empty()));
            case RecordKind.ABORT -> Optional.of(end(record, data, false, OptionalLong.of(record.xid())));
            case RecordKind.ABORT_PREPARED -> Optional.of(end(record, data, false, OptionalLong.empty()));
            default -> Optional.empty();
        };
    }

    private static TransactionEnd end(WalRecord record, ByteBuffer data, boolean isCommit, OptionalLong xid) {
        return new TransactionEnd(record.start(), instant(data.getLong()), isCommit, xid);
    }

    /** PostgreSQL counts microseconds from the year 2000. */
    private static Instant instant(long microseconds) {
        return RecordKind.EPOCH.plus(microseconds, ChronoUnit.MICROS);
    }
}
