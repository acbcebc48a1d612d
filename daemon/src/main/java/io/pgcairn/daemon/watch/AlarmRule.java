package io.pgcairn.daemon.watch;

import io.pgcairn.daemon.http.ClusterStatus.Severity;
import io.pgcairn.daemon.observe.Reading;

/**
 * What makes an alarm: one metric beyond one number. {@code deploy/prometheus/alerts.yml} has the same rules under the
 * same names; a test compares them. A number that is not known (NaN) is beyond nothing.
 */
enum AlarmRule {
    SPLIT_BRAIN(
            "PgcairnSplitBrain",
            Severity.CRITICAL,
            "pgcairn_split_brain > 0",
            "two servers write one timeline: the store holds two contents of one segment",
            "find the second primary and stop it; keep both archives"),
    SLOT_LOST(
            "PgcairnSlotLost",
            Severity.CRITICAL,
            "pgcairn_slot_lost > 0",
            "PostgreSQL has given up on the slot: WAL is gone that was not stored",
            "see that the store works: the slot is made anew and a base backup taken then; raise"
                    + " max_slot_wal_keep_size"),
    WAL_GAP(
            "PgcairnWalGap",
            Severity.CRITICAL,
            "pgcairn_wal_gaps > 0",
            "WAL was lost for good: nothing after the gap can be restored until there is a new base backup",
            "see that the base backup runs which is taken now by itself: pgcairn status; if none does, pgcairn backup"
                    + " --wait"),
    WRONG_KEY(
            "PgcairnWrongKey",
            Severity.CRITICAL,
            "pgcairn_key_usable < 1",
            "what is written here cannot be opened with the configured keys",
            "run pgcairn check; mend encryption.recipients or encryption.identities before anything has to be"
                    + " restored"),
    NO_BACKUP(
            "PgcairnNoBackup",
            Severity.CRITICAL,
            "pgcairn_backup_missing_seconds > 3600",
            "there has been no base backup for {time}: nothing can be restored",
            "take one: pgcairn backup --wait"),
    REPLICATION_BROKEN(
            "PgcairnReplicationBroken",
            Severity.CRITICAL,
            "pgcairn_wal_disconnected_seconds > 300",
            "no WAL has been streaming in for {time}",
            "see whether PostgreSQL runs and lets the daemon in: pgcairn check"),
    WAL_LAGGING(
            "PgcairnWalLagging",
            Severity.CRITICAL,
            "pgcairn_wal_durable_lag_seconds > 600",
            "WAL has been waiting for {time} to be stored: so much would be lost with the server",
            "see whether the store takes what it is given: pgcairn check"),
    SLOT_FILLING(
            "PgcairnSlotFilling",
            Severity.CRITICAL,
            "pgcairn_slot_full_seconds < 14400",
            "the slot or the disk of pg_wal is full in {time} at the present rate",
            "mend what keeps WAL from being stored, or make room"),
    DRILL_FAILED(
            "PgcairnDrillFailed",
            Severity.CRITICAL,
            "pgcairn_drill_failed > 0",
            "the last restore drill failed",
            "see why with pgcairn drill, and restore by hand to a scratch directory"),
    DAMAGED_PAGES(
            "PgcairnDamagedPages",
            Severity.CRITICAL,
            "pgcairn_backup_damaged_pages > 0",
            "the newest backup found {number} pages with a wrong checksum in the cluster itself",
            "look after the server's disk; keep the backups from before: pgcairn hold"),
    TIER_LOST_BACKUPS(
            "PgcairnTierLostBackups",
            Severity.CRITICAL,
            "pgcairn_tier_lost_backups > 0",
            "tier {tier} lacks {number} backups that another tier holds",
            "look after that disk or bucket, then run pgcairn repair --tier {tier}"),
    STORE_FAILING(
            "PgcairnStoreFailing",
            Severity.WARNING,
            "pgcairn_store_failing_seconds > 300",
            "the store of tier {tier} has been failing for {time}",
            "see why: pgcairn check"),
    BACKUP_OVERDUE(
            "PgcairnBackupOverdue",
            Severity.WARNING,
            "pgcairn_backup_overdue_seconds > 7200",
            "the base backup is overdue by {time}",
            "see why: pgcairn status"),
    BACKUP_FAILING(
            "PgcairnBackupFailing",
            Severity.WARNING,
            "pgcairn_backup_failures_in_row > 1",
            "{number} base backups in a row have failed",
            "see why: pgcairn status"),
    BACKUP_STUCK(
            "PgcairnBackupStuck",
            Severity.WARNING,
            "pgcairn_backup_running_seconds > 86400",
            "a base backup has been under way for {time}",
            "see whether it moves on: pgcairn status"),
    DUMP_OVERDUE(
            "PgcairnDumpOverdue",
            Severity.WARNING,
            "pgcairn_dump_overdue_seconds > 7200",
            "the logical dump is overdue by {time}",
            "see why: pgcairn status"),
    DUMP_FAILING(
            "PgcairnDumpFailing",
            Severity.WARNING,
            "pgcairn_dump_failures_in_row > 1",
            "{number} logical dumps in a row have failed",
            "see why: pgcairn status"),
    TIER_LAGGING(
            "PgcairnTierLagging",
            Severity.WARNING,
            "pgcairn_tier_lag_seconds > 7200",
            "tier {tier} is behind the first by {time}",
            "see whether that store takes what it is given: pgcairn check"),
    DRILL_STALE(
            "PgcairnDrillStale",
            Severity.WARNING,
            "pgcairn_drill_overdue_seconds > 86400",
            "the restore drill is overdue by {time}",
            "see why, and run one: pgcairn drill"),
    RETENTION_REFUSED(
            "PgcairnRetentionRefused",
            Severity.WARNING,
            "pgcairn_retention_refused > 0",
            "nothing may be pruned from tier {tier}: a clock or the catalogue makes no sense",
            "see why: pgcairn prune --dry-run"),
    RETENTION_FAILING(
            "PgcairnRetentionFailing",
            Severity.WARNING,
            "pgcairn_retention_failing_seconds > 7200",
            "tier {tier} could not be pruned for {time}",
            "see why: pgcairn prune --dry-run"),
    CONFIG_RELOAD_FAILED(
            "PgcairnConfigReloadFailed",
            Severity.WARNING,
            "pgcairn_config_last_reload_success < 1",
            "the configuration that was read last has errors; the one before stays in force",
            "see what the log says of it, mend it, and reload again");

    private final String title;
    private final Severity severity;
    private final String expression;
    private final String metric;
    private final boolean isAbove;
    private final double limit;
    private final String message;
    private final String hint;

    AlarmRule(String title, Severity severity, String expression, String message, String hint) {
        String[] parts = expression.split(" ", -1);
        this.title = title;
        this.severity = severity;
        this.expression = expression;
        this.metric = parts[0];
        this.isAbove = parts[1].equals(">");
        this.limit = Double.parseDouble(parts[2]);
        this.message = message;
        this.hint = hint;
    }

    /** The name of the alert and of the runbook's chapter. */
    String title() {
        return title;
    }

    Severity severity() {
        return severity;
    }

    /** In Prometheus' language. */
    String expression() {
        return expression;
    }

    String message() {
        return message;
    }

    String hint() {
        return hint;
    }

    boolean isRaisedBy(Reading reading) {
        return reading.name().equals(metric) && (isAbove ? reading.value() > limit : reading.value() < limit);
    }
}
