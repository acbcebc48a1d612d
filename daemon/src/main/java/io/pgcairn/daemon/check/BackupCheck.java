package io.pgcairn.daemon.check;

import io.pgcairn.daemon.cli.Checker.Finding;
import io.pgcairn.daemon.cli.Listing;
import io.pgcairn.daemon.config.ClusterConfig;
import io.pgcairn.daemon.config.ScheduleConfig;
import io.pgcairn.daemon.postgres.SystemId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Compares the newest good backup with the schedule. */
record BackupCheck(ClusterConfig config, Clock clock) {
    /** So late it may be, besides the schedule's own jitter: a backup takes its time. */
    private static final Duration GRACE = Duration.ofHours(1);

    private static final Duration TOO_LATE = Duration.ofHours(24);
    private static final String TAKE_ONE = "pgcairn backup --wait, and see why with pgcairn status";

    /** @param server the lineage that the server has now; empty if it does not say, then the one made last counts */
    List<Finding> check(Listing listing, Optional<SystemId> server) {
        Findings findings = new Findings("backups " + config.name());
        for (Listing.Cluster cluster : listing.clusters()) {
            cluster.unlisted()
                    .forEach(
                            (tier, why) -> findings.warn("tier " + tier + " cannot be listed: " + why, "see the tier"));
            Optional<Listing.Lineage> lineage = lineage(cluster, server);
            lineage.flatMap(BackupCheck::newest)
                    .ifPresentOrElse(newest -> age(newest, findings), () -> none(cluster, lineage, findings));
        }
        return findings.all();
    }

    /** Backups of what the server was before pg_upgrade or a new initdb are no backups of what it is. */
    private static Optional<Listing.Lineage> lineage(Listing.Cluster cluster, Optional<SystemId> server) {
        return cluster.lineages().stream()
                .filter(each ->
                        server.isEmpty() || each.systemId().equals(server.get().toString()))
                .reduce((_, later) -> later);
    }

    private static Optional<Listing.Backup> newest(Listing.Lineage lineage) {
        return lineage.backups().stream().max(Comparator.comparing(Listing.Backup::stopped));
    }

    private void none(Listing.Cluster cluster, Optional<Listing.Lineage> lineage, Findings findings) {
        if (cluster.unlisted().size() == cluster.tiers().size()) {
            return;
        }
        String text = cluster.lineages().isEmpty()
                ? "there is no backup yet: nothing can be restored"
                : "there is no backup yet of the server as it is now";
        Optional<Duration> late = lineage.flatMap(each -> late(each.created()));
        if (late.isPresent() && late.get().compareTo(GRACE) > 0) {
            findings.fail(text + "; the first is late by " + AgeText.of(late.get()), TAKE_ONE);
        } else {
            findings.warn(text, "pgcairn backup --wait");
        }
    }

    /** How long ago the next backup after this moment was to start; negative if that is to come, empty if never. */
    private Optional<Duration> late(Instant after) {
        ScheduleConfig schedule = config.backup().schedule();
        return schedule.schedule()
                .next(after)
                .map(due -> Duration.between(due.plus(schedule.jitter()), clock.instant()));
    }

    private void age(Listing.Backup newest, Findings findings) {
        Instant now = clock.instant();
        String text = "the newest good one, " + newest.id() + ", ended "
                + AgeText.of(Duration.between(newest.stopped(), now)) + " ago";
        Optional<Duration> lateness = late(newest.started());
        if (lateness.isEmpty()) {
            findings.ok(text + "; none is scheduled");
            return;
        }
        Duration late = lateness.get();
        if (late.compareTo(TOO_LATE) > 0) {
            findings.fail(text + "; the next is late by " + AgeText.of(late), TAKE_ONE);
        } else if (late.compareTo(GRACE) > 0) {
            findings.warn(text + "; the next is late by " + AgeText.of(late), TAKE_ONE);
        } else {
            findings.ok(text + "; schedule \"" + config.backup().schedule().when() + "\"");
        }
    }
}
