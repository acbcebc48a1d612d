package io.pgcairn.daemon.watch;

import io.pgcairn.daemon.catalog.RecoverableSpan;
import io.pgcairn.daemon.http.ClusterStatus;
import io.pgcairn.daemon.upkeep.TierHolding;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What people are shown of a tier: what a restore reaches that names neither a lineage nor a timeline. Of a tier that
 * holds very many backups the newest ones, so that memory does not grow with it.
 *
 * @param spans ascending
 * @param backups ascending
 */
record HeldMoments(List<ClusterStatus.Span> spans, List<ClusterStatus.Backup> backups) {
    static final HeldMoments NONE = new HeldMoments(List.of(), List.of());

    private static final int MOST = 1000;

    HeldMoments {
        spans = newest(spans);
        backups = newest(backups);
    }

    private static <T> List<T> newest(List<T> all) {
        return List.copyOf(all.subList(Math.max(0, all.size() - MOST), all.size()));
    }

    /** @param end up to when a span can be restored; empty if nothing tells */
    static HeldMoments of(TierHolding tier, Function<RecoverableSpan, Optional<Instant>> end) {
        List<ClusterStatus.Span> spans = new ArrayList<>();
        for (RecoverableSpan span : tier.contents().spans().ofNewestTimeline()) {
            Instant from = span.first().stopTime();
            // At the least a backup restores to its own end.
            Instant to = end.apply(span).orElse(span.newest().stopTime());
            spans.add(new ClusterStatus.Span(from, to.isBefore(from) ? from : to));
        }
        return new HeldMoments(
                spans,
                tier.contents().backups().stream().map(ClusterStatus.Backup::of).toList());
    }

    /** With one more, from which a span begins unless one goes on. */
    HeldMoments with(ClusterStatus.Backup backup, boolean goesOn) {
        if (backups.stream().anyMatch(known -> known.id().equals(backup.id()))) {
            return this;
        }
        List<ClusterStatus.Backup> more = new ArrayList<>(backups);
        more.add(backup);
        List<ClusterStatus.Span> longer = new ArrayList<>(spans);
        if (!goesOn) {
            longer.add(new ClusterStatus.Span(backup.stopped(), backup.stopped()));
        }
        return new HeldMoments(longer, more).to(backup.stopped());
    }

    /** The last span goes on to that moment at least. */
    HeldMoments to(Instant moment) {
        if (spans.isEmpty() || !spans.getLast().to().isBefore(moment)) {
            return this;
        }
        List<ClusterStatus.Span> longer = new ArrayList<>(spans);
        longer.set(longer.size() - 1, new ClusterStatus.Span(longer.getLast().from(), moment));
        return new HeldMoments(longer, backups);
    }
}
