package io.pgcairn.daemon.restore;

import io.pgcairn.daemon.postgres.Lsn;
import java.time.Instant;

/** Up to where a restored cluster replays WAL. */
public sealed interface RecoveryTarget {
    /** The end of the WAL. */
    record Latest() implements RecoveryTarget {
        @Override
        public String toString() {
            return "latest";
        }
    }

    /** As soon as the backup is consistent. */
    record Immediate() implements RecoveryTarget {
        @Override
        public String toString() {
            return "immediate";
        }
    }

    /** The last commit up to this moment, by the server's clock. */
    record Time(Instant value) implements RecoveryTarget {
        @Override
        public String toString() {
            return "time " + value;
        }
    }

    /** This position in the WAL. */
    record Position(Lsn value) implements RecoveryTarget {
        @Override
        public String toString() {
            return "LSN " + value;
        }
    }

    /**
     * The end of this transaction.
     *
     * @param xid 32 bits as PostgreSQL's tools show it, or 64 bits with the epoch
     */
    record Transaction(long xid) implements RecoveryTarget {
        private static final long FIRST_NORMAL = 3;

        public Transaction {
            if (xid < FIRST_NORMAL) {
                throw new IllegalArgumentException("a transaction id is " + FIRST_NORMAL + " or more: " + xid);
            }
        }

        /** The id without its epoch, as recovery_target_xid takes it. */
        long withoutEpoch() {
            return xid & 0xFFFF_FFFFL;
        }

        /** The id with its epoch: 32 bits are taken as the one that is nearest to a known id. */
        long withEpoch(long near) {
            return xid > 0xFFFF_FFFFL ? xid : near + (int) (xid - near);
        }

        @Override
        public String toString() {
            return "transaction " + xid;
        }
    }

    /** What {@code pg_create_restore_point} was told. */
    record RestorePoint(String name) implements RecoveryTarget {
        private static final int MAX_BYTES = 63;

        public RestorePoint {
            int bytes = name.getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
            if (bytes < 1 || bytes > MAX_BYTES) {
                throw new IllegalArgumentException("a restore point's name has 1 to 63 bytes, not " + bytes);
            }
        }

        @Override
        public String toString() {
            return "restore point '" + name + "'";
        }
    }
}
