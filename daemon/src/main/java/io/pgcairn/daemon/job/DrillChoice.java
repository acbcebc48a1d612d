package io.pgcairn.daemon.job;

import io.pgcairn.daemon.catalog.Lineage;
import io.pgcairn.daemon.catalog.LineageContents;
import io.pgcairn.daemon.catalog.RecoverableSpan;
import io.pgcairn.daemon.catalog.WalInventory;
import io.pgcairn.daemon.cluster.OpenedTier;
import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.pipeline.ObjectFailure;
import io.pgcairn.daemon.restore.LastCommit;
import io.pgcairn.daemon.restore.RecoveryTarget;
import io.pgcairn.daemon.restore.RestorePlan;
import io.pgcairn.daemon.restore.RestorePlanner;
import io.pgcairn.daemon.restore.RestoreRequest;
import io.pgcairn.daemon.restore.TargetAction;
import io.pgcairn.daemon.restore.TargetTimeline;
import io.pgcairn.daemon.upkeep.SpanEnd;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Chooses what a drill restores, and proves as a restore does that it can be had.
 *
 * @param tier to restore from
 */
record DrillChoice(OpenedTier tier, Lineage lineage, Clock clock, RandomGenerator random) {
    /** The last moment that is wanted, on the newest timeline. */
    RestorePlan at(RecoveryTarget target) throws CairnException {
        return new RestorePlanner(lineage, clock).plan(RestoreRequest.to(target));
    }

    /** Any moment that is offered; the end of all WAL where no span tells moments. */
    RestorePlan anyMoment() throws CairnException {
        List<Window> windows = windows();
        if (windows.isEmpty()) {
            return at(new RecoveryTarget.Latest());
        }
        Chosen chosen = choose(windows, random);
        return new RestorePlanner(lineage, clock)
                .plan(new RestoreRequest(
                        new RecoveryTarget.Time(chosen.moment()),
                        true,
                        new TargetTimeline.Numbered(
                                chosen.window().span().history().timeline()),
                        TargetAction.PROMOTE,
                        Optional.empty(),
                        Map.of()));
    }

    private List<Window> windows() throws CairnException {
        try {
            LineageContents contents = LineageContents.read(tier.store(), lineage, clock.instant());
            List<WalInventory> inventories = List.of(lineage.wal().inventory());
            List<Window> windows = new ArrayList<>();
            for (RecoverableSpan span : contents.spans().spans()) {
                SpanEnd end = SpanEnd.of(lineage.wal(), inventories, span);
                Instant from = span.first().stopTime();
                end.moment()
                        .filter(to -> end.isExact() && to.isAfter(from))
                        .ifPresent(to -> windows.add(new Window(span, from, to)));
            }
            return windows;
        } catch (IOException e) {
            throw ObjectFailure.of("looking for what can be restored", e);
        }
    }

    /** From the one moment to the other, along a history. */
    record Window(RecoverableSpan span, Instant from, Instant to) {
        long micros() {
            return ChronoUnit.MICROS.between(from, to);
        }
    }

    /** A moment in a window. */
    record Chosen(Window window, Instant moment) {}

    /** Each microsecond of all windows is as likely as any other. */
    static Chosen choose(List<Window> windows, RandomGenerator random) {
        long at = random.nextLong(
                windows.stream().mapToLong(window -> window.micros() + 1).sum());
        for (Window window : windows) {
            if (at <= window.micros()) {
                return new Chosen(window, window.from().plus(at, ChronoUnit.MICROS));
            }
            at -= window.micros() + 1;
        }
        throw new IllegalStateException("a place behind all windows");
    }

    /** Of a plan to the end of all WAL, the last transaction on the way there. */
    Optional<Instant> lastCommit(RestorePlan plan) throws CairnException {
        if (!(plan.request().target() instanceof RecoveryTarget.Latest)) {
            return Optional.empty();
        }
        try {
            return LastCommit.before(
                    lineage.wal(), plan.history(), plan.backup().startLsn(), plan.walEnd());
        } catch (IOException e) {
            throw ObjectFailure.of("reading the end of the WAL", e);
        }
    }

    /** The moment that a plan ends at; empty for the end of all WAL. */
    static Optional<Instant> moment(RestorePlan plan) {
        return plan.request().target() instanceof RecoveryTarget.Time(Instant moment)
                ? Optional.of(moment)
                : Optional.empty();
    }
}
