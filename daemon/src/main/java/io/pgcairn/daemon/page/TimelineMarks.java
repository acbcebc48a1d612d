package io.pgcairn.daemon.page;

import io.pgcairn.daemon.http.ClusterStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What is drawn of one tier: spans, gaps between them, backups. However much a tier holds, it is no more than fits.
 *
 * @param tail what lies between the end of the last span and now, where it is wide enough to be seen
 */
record TimelineMarks(
        List<ClusterStatus.Span> spans, List<ClusterStatus.Span> gaps, List<ClusterStatus.Span> tail, List<Dot> dots) {
    /** A hundredth of the line: what is nearer is drawn as one. */
    private static final double WIDTH = 1.6;

    /** One backup, or several that are too near to one another. */
    record Dot(ClusterStatus.Backup newest, int count) {}

    static TimelineMarks of(ClusterStatus.Tier tier, Axis axis) {
        List<ClusterStatus.Span> spans = seen(tier.recoverable(), axis);
        List<ClusterStatus.Span> gaps = new ArrayList<>();
        for (int i = 1; i < spans.size(); i++) {
            gaps.add(new ClusterStatus.Span(spans.get(i - 1).to(), spans.get(i).from()));
        }
        List<ClusterStatus.Span> tail = new ArrayList<>();
        if (!spans.isEmpty() && 100 - axis.percent(spans.getLast().to()) > WIDTH) {
            tail.add(new ClusterStatus.Span(spans.getLast().to(), axis.to()));
        }
        return new TimelineMarks(spans, gaps, tail, dots(tier.backups(), axis));
    }

    /** Spans that begin where the one before ended, as far as one can see, are one; a gap that is seen stays. */
    private static List<ClusterStatus.Span> seen(List<ClusterStatus.Span> all, Axis axis) {
        List<ClusterStatus.Span> seen = new ArrayList<>();
        for (ClusterStatus.Span span : all) {
            boolean isNear = seen.size() > 60
                    && axis.percent(span.from()) - axis.percent(seen.getLast().to()) < 0.2;
            if (isNear) {
                seen.set(seen.size() - 1, new ClusterStatus.Span(seen.getLast().from(), span.to()));
            } else {
                seen.add(span);
            }
        }
        return seen;
    }

    private static List<Dot> dots(List<ClusterStatus.Backup> backups, Axis axis) {
        List<Dot> dots = new ArrayList<>();
        double last = -WIDTH;
        for (ClusterStatus.Backup backup : backups) {
            double at = axis.percent(backup.stopped());
            if (!dots.isEmpty() && at - last < WIDTH) {
                dots.set(dots.size() - 1, new Dot(backup, dots.getLast().count() + 1));
            } else {
                dots.add(new Dot(backup, 1));
                last = at;
            }
        }
        return dots;
    }

    /** The first moment that has a place on the line. */
    static Instant begin(List<ClusterStatus.Tier> tiers, Instant now) {
        return tiers.stream()
                .flatMap(tier -> java.util.stream.Stream.concat(
                        tier.recoverable().stream().map(ClusterStatus.Span::from),
                        tier.backups().stream().map(ClusterStatus.Backup::stopped)))
                .min(Instant::compareTo)
                .orElse(now);
    }
}
