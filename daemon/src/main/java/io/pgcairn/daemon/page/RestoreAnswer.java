package io.pgcairn.daemon.page;

import io.pgcairn.daemon.http.ClusterStatus;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether a moment can be restored, and how. */
sealed interface RestoreAnswer {
    /**
     * It can.
     *
     * @param tier to be named in the command; empty if the first tier holds it
     * @param backup the one to restore by itself, since no WAL goes on behind it; empty of any other moment
     * @param isNewest whether only the newest WAL lies behind the moment, so that a commit after it may be lacking
     */
    record Possible(Instant moment, Optional<String> tier, Optional<String> backup, boolean isNewest)
            implements RestoreAnswer {}

    /**
     * It cannot.
     *
     * @param why a sentence
     * @param before the nearest earlier moment that can
     * @param after the nearest later moment that can
     */
    record Impossible(String why, Optional<Instant> before, Optional<Instant> after) implements RestoreAnswer {}

    /** Asks the first tier first, as a restore does. */
    static RestoreAnswer to(Instant moment, ClusterStatus status, Instant now) {
        for (ClusterStatus.Tier tier : status.tiers()) {
            for (ClusterStatus.Span span : tier.recoverable()) {
                if (Moments.holds(span, moment)) {
                    boolean isFirst = tier.equals(status.tiers().getFirst());
                    return new Possible(
                            moment,
                            isFirst ? Optional.empty() : Optional.of(tier.name()),
                            span.from().equals(span.to()) ? alone(tier, span.from()) : Optional.empty(),
                            span.equals(tier.recoverable().getLast()) && isBehindAll(tier, moment));
                }
            }
        }
        return impossible(moment, status, now);
    }

    private static boolean isBehindAll(ClusterStatus.Tier tier, Instant moment) {
        return tier.backups().stream().noneMatch(backup -> backup.started().isAfter(moment));
    }

    private static Optional<String> alone(ClusterStatus.Tier tier, Instant stopped) {
        return tier.backups().stream()
                .filter(backup -> backup.stopped().equals(stopped))
                .map(ClusterStatus.Backup::id)
                .findFirst();
    }

    private static Impossible impossible(Instant moment, ClusterStatus status, Instant now) {
        List<ClusterStatus.Span> spans = status.tiers().stream()
                .flatMap(tier -> tier.recoverable().stream())
                .toList();
        Optional<Instant> before = nearest(spans.stream().map(Moments::last).filter(moment::isAfter), true);
        Optional<Instant> after = nearest(spans.stream().map(Moments::first).filter(moment::isBefore), false);
        return new Impossible(why(moment, before, after, now), before, after);
    }

    private static Optional<Instant> nearest(Stream<Instant> moments, boolean latest) {
        Comparator<Instant> order = Comparator.naturalOrder();
        return latest ? moments.max(order) : moments.min(order);
    }

    private static String why(Instant moment, Optional<Instant> before, Optional<Instant> after, Instant now) {
        if (moment.isAfter(now)) {
            return "This moment lies in the future.";
        }
        if (before.isPresent() && after.isPresent()) {
            return "This moment lies in a gap: WAL from " + Spoken.moment(before.get())
                    + " on is missing, and nothing can be restored until the next backup ended at "
                    + Spoken.moment(after.get()) + ".";
        }
        if (after.isPresent()) {
            return "This moment lies before the end of the oldest backup that is kept: a restore begins with a backup.";
        }
        return before.isPresent()
                ? "The WAL of this moment is not in the store: what is durable ends before it."
                : "Nothing can be restored yet: no backup is known in the store.";
    }
}
