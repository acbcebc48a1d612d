package io.pgcairn.daemon.retention;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** What is to become of a backup. */
public sealed interface Verdict {
    /** Why a backup is kept. */
    enum Reason {
        /** A moment in the recovery window is restored from it. */
        WINDOW(true),
        /** It is among the least number of newest ones. */
        MINIMUM(true),
        /** A restore reads it. */
        RESTORE(true),
        DAILY(false),
        WEEKLY(false),
        MONTHLY(false),
        YEARLY(false),
        /** An operator pinned it. */
        HOLD(false),
        /** A kept backup is an increment of it. */
        CHILD(false);

        private final boolean keepsLaterWal;

        Reason(boolean keepsLaterWal) {
            this.keepsLaterWal = keepsLaterWal;
        }

        /** Whether the WAL behind the backup is kept too, and not only what it needs by itself. */
        public boolean keepsLaterWal() {
            return keepsLaterWal;
        }
    }

    /**
     * It stays.
     *
     * @param reasons at least one
     * @param until when it will probably go, if backups go on as they did; empty if nothing says so
     */
    record Kept(Set<Reason> reasons, Optional<Instant> until) implements Verdict {
        public Kept {
            reasons = Set.copyOf(reasons);
            if (reasons.isEmpty()) {
                throw new IllegalArgumentException("a backup is kept for a reason");
            }
        }
    }

    /** Nothing needs it. */
    record Expired() implements Verdict {}
}
