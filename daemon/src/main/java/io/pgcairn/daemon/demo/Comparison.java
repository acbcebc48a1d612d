package io.pgcairn.daemon.demo;

import io.pgcairn.daemon.postgres.Lsn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Compares a restored database with the ledger, row by row. */
final class Comparison {
    private final Ledger.Page ledger;
    private final RestoredRows restored;
    private final Map<Flaw, List<Long>> flaws = new EnumMap<>(Flaw.class);
    private final List<Commit> lost = new ArrayList<>();

    private Comparison(Ledger.Page ledger, RestoredRows restored) {
        this.ledger = ledger;
        this.restored = restored;
        restored.damaged().forEach(number -> flaw(Flaw.DAMAGED, number));
    }

    /** With the ledger as of a position, the end of a record: all before it is there, and nothing behind it. */
    static Verdict asOf(Lsn point, Ledger.Page ledger, RestoredRows restored) {
        Comparison comparison = new Comparison(ledger, restored);
        BitSet unknown = (BitSet) restored.numbers().clone();
        for (Commit commit : ledger.commits()) {
            unknown.clear(Math.toIntExact(commit.number()));
            boolean there = restored.has(commit.number());
            if (!there && !commit.by().isAfter(point)) {
                comparison.lost.add(commit);
                comparison.flaw(Flaw.MISSING, commit.number());
            } else if (there && commit.after().isAfter(point)) {
                comparison.flaw(Flaw.EXTRA, commit.number());
            }
        }
        // What was in flight at the kill was sent long after the point.
        unknown.stream().forEach(number -> comparison.flaw(Flaw.EXTRA, number));
        return comparison.verdict(Duration.ZERO);
    }

    /**
     * With the whole ledger: the rows are a prefix of it in the order of WAL, and what is cut off is young.
     *
     * @param deletedUpTo rows up to this number were deleted, long enough before the kill to stay deleted
     */
    static Verdict latest(Disaster disaster, long deletedUpTo, Ledger.Page ledger, RestoredRows restored) {
        Comparison comparison = new Comparison(ledger, restored);
        BitSet unknown = (BitSet) restored.numbers().clone();
        Lsn reached = Lsn.ZERO;
        for (Commit commit : ledger.commits()) {
            if (commit.number() <= deletedUpTo) {
                continue; // stays among the unknown, and is an extra row if it is there
            }
            unknown.clear(Math.toIntExact(commit.number()));
            if (restored.has(commit.number())) {
                reached = reached.max(commit.after());
            } else {
                comparison.lost.add(commit);
            }
        }
        ledger.inFlight().forEach(number -> unknown.clear(Math.toIntExact(number)));
        unknown.stream().forEach(number -> comparison.flaw(Flaw.EXTRA, number));
        return comparison.judgeLost(disaster, reached);
    }

    private Verdict judgeLost(Disaster disaster, Lsn reached) {
        Duration window = Duration.ZERO;
        for (Commit commit : lost) {
            Duration age = Duration.between(commit.acknowledged(), disaster.at());
            if (!commit.by().isAfter(reached)) {
                flaw(Flaw.HOLE, commit.number());
            }
            if (!commit.by().isAfter(disaster.durable())) {
                flaw(Flaw.NOT_DURABLE, commit.number());
            }
            if (age.compareTo(disaster.allowed()) > 0) {
                flaw(Flaw.TOO_OLD, commit.number());
            }
            window = age.compareTo(window) > 0 ? age : window;
        }
        return verdict(window);
    }

    private Verdict verdict(Duration window) {
        return new Verdict(restored.count(), lost.size(), window, flaws);
    }

    private void flaw(Flaw flaw, long number) {
        flaws.computeIfAbsent(flaw, _ -> new ArrayList<>()).add(number);
    }
}
