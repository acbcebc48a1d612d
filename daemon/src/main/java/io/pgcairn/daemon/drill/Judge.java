package io.pgcairn.daemon.drill;

import io.pgcairn.daemon.catalog.DrillRecord;
import io.pgcairn.daemon.postgres.Lsn;
import io.pgcairn.daemon.postgres.PostgresException;
import io.pgcairn.daemon.postgres.TimelineId;
import io.pgcairn.daemon.restore.RecoveryTarget;
import io.pgcairn.daemon.restore.RestorePlan;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Judges a server whose recovery has ended by what it says of itself. */
final class Judge {
    // The epoch in microseconds: exact, and no matter of a session's time zone.
    private static final String END = """
            SELECT pg_is_in_recovery()::text,
                   (SELECT system_identifier::text FROM pg_control_system()),
                   substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8),
                   pg_last_wal_replay_lsn()::text,
                   (extract(epoch FROM pg_last_xact_replay_timestamp()) * 1000000)::bigint::text
            """;
    private static final String DATABASES = """
            SELECT datname FROM pg_database
             WHERE datallowconn AND datconnlimit <> -2 ORDER BY datname COLLATE "C"
            """;
    private static final String RELATIONS = "SELECT count(*)::text FROM pg_class";

    /** A transaction takes its time before it takes its place in the WAL: later ones may be earlier. */
    private static final Duration LEEWAY = Duration.ofSeconds(30);

    private final DrillOrder order;
    private final Probe probe;
    private final DrillNotes notes;

    Judge(DrillOrder order, Probe probe, DrillNotes notes) {
        this.order = order;
        this.probe = probe;
        this.notes = notes;
    }

    void judge() throws PostgresException, DrillException, InterruptedException {
        End end = End.read(probe.rows("template1", END).getFirst());
        notes.reached(end.reached());
        requireReached(order.plan(), order.lastCommit(), end);
        notes.found("recovery ended at " + end.reached().lsn() + ", the last transaction at "
                + end.reached().lastCommit().map(Instant::toString).orElse("no moment, since none was replayed"));
        databases();
        if (order.query().isPresent()) {
            ask(order.query().get());
        }
    }

    private void databases() throws PostgresException, DrillException, InterruptedException {
        for (List<String> database : probe.rows("template1", DATABASES)) {
            requireGoing();
            String name = database.getFirst();
            String relations = probe.rows(name, RELATIONS).getFirst().getFirst();
            notes.found("database " + name + ": " + relations + " relations");
        }
    }

    private void ask(String query) throws PostgresException, DrillException, InterruptedException {
        requireGoing();
        List<List<String>> rows = probe.rows(order.database(), query);
        if (!rows.equals(List.of(List.of("t")))) {
            throw new DrillException(
                    "drill.query was not answered with one true row but with "
                            + (rows.size() == 1 ? "something else" : rows.size() + " rows"),
                    "ask it of the restored server yourself: pgcairn drill --keep leaves it there");
        }
        notes.found("drill.query is true");
    }

    private static void requireGoing() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("the drill was stopped");
        }
    }

    /**
     * How recovery ended.
     *
     * @param systemId whose copy it is
     */
    record End(boolean isInRecovery, String systemId, DrillRecord.Reached reached) {
        static End read(List<String> row) throws DrillException {
            try {
                Optional<Instant> commit = row.get(4).isEmpty()
                        ? Optional.empty()
                        : Optional.of(Instant.EPOCH.plus(Long.parseLong(row.get(4)), ChronoUnit.MICROS));
                return new End(
                        row.getFirst().equals("true"),
                        row.get(1),
                        new DrillRecord.Reached(
                                TimelineId.parse(row.get(2)),
                                row.get(3).isEmpty() ? Lsn.ZERO : Lsn.parse(row.get(3)),
                                commit));
            } catch (IllegalArgumentException e) {
                throw new DrillException(
                        "the restored server says something impossible of its recovery: " + row,
                        "report this, with the version of PostgreSQL");
            }
        }
    }

    /** Refuses an end of recovery that is not the one that was planned. */
    static void requireReached(RestorePlan plan, Optional<Instant> lastCommit, End end) throws DrillException {
        if (end.isInRecovery()) {
            throw early("has not ended");
        }
        String wanted = plan.backup().systemId().toString();
        if (!end.systemId().equals(wanted)) {
            throw early("came to a copy of the system " + end.systemId() + ", not " + wanted);
        }
        if (end.reached().lsn().isBefore(plan.backup().stopLsn())) {
            throw early("ended at " + end.reached().lsn() + ", before the backup's end, "
                    + plan.backup().stopLsn());
        }
        if (end.reached().timeline().compareTo(plan.history().timeline()) <= 0) {
            throw early("began no timeline of its own but is on "
                    + end.reached().timeline().value());
        }
        Optional<Instant> replayed = end.reached().lastCommit();
        if (plan.request().target() instanceof RecoveryTarget.Time(Instant target)) {
            if (replayed.filter(target::isBefore).isPresent()) {
                throw early("went on to " + replayed.get() + ", behind its target, " + target);
            }
        } else if (lastCommit.isPresent()
                && replayed.filter(commit -> !commit.isBefore(lastCommit.get().minus(LEEWAY)))
                        .isEmpty()) {
            throw early("ended at " + replayed.map(Instant::toString).orElse("no transaction")
                    + ", though the archive holds one of " + lastCommit.get());
        }
    }

    private static DrillException early(String what) {
        return new DrillException(
                "recovery of the restored server " + what,
                "do not rely on this restore: look at its log, which pgcairn drill --keep leaves there");
    }
}
