package io.pgcairn.daemon.http;

import java.util.Map;
import java.util.Optional;

/**
 * One cluster of the daemon, as requests see it. Answers from memory, but for what its desks do themselves.
 *
 * @param wal who answers restore_command
 * @param backups who takes base backups
 * @param dumps who takes logical dumps; empty if none are taken
 * @param drills who does restore drills
 * @param view how the cluster stands
 */
public record ClusterDesk(WalDesk wal, BackupJobs backups, Optional<BackupJobs> dumps, BackupJobs drills, View view) {
    /** Knows how the cluster stands. */
    public interface View {
        /** Whether it does its work. */
        Readiness readiness();

        /** All that is known of it. */
        ClusterStatus status();
    }

    /** Why WAL cannot be had of a cluster that was served; whoever asks again later may get it. */
    public enum Parting {
        /** The daemon ends, and is started again perhaps. */
        STOPPING,
        /** A reload took the cluster out of the configuration, and the next one may bring it back. */
        REMOVED
    }

    /** The clusters by name, asked at every request: a reload adds and removes some. */
    @FunctionalInterface
    public interface Directory {
        Map<String, ClusterDesk> clusters();

        /** Why this cluster goes or has gone; empty for one that stays, and for one that never was. */
        default Optional<Parting> parting(String cluster) {
            return Optional.empty();
        }
    }
}
