package io.pgcairn.daemon.observe;

import io.micrometer.core.instrument.Tags;

/** The meters of a tier: what is copied there, what it holds, how it is pruned. */
final class TierMeters {
    private TierMeters() {}

    static void add(Meters meters, Tags tags, TierFigures figures) {
        meters.number("pgcairn.tier.lag.bytes", "Bytes that are not on the tier yet", tags, figures::lagBytes);
        meters.number("pgcairn.tier.lag.objects", "Objects that are not on the tier yet", tags, figures::lagObjects);
        meters.seconds(
                "pgcairn.tier.lag.seconds",
                "Age of the oldest object that is not on the tier yet",
                tags,
                figures::lagAge);
        meters.moment(
                "pgcairn.tier.last.success.timestamp.seconds",
                "When the tier took an object, or was found in step, the last time",
                tags,
                figures::lastSuccess);
        meters.counter("pgcairn.tier.replicated.bytes", "Bytes copied to the tier", tags, figures::replicatedBytes);
        meters.counter(
                "pgcairn.tier.replicated.objects", "Objects copied to the tier", tags, figures::replicatedObjects);
        meters.counter("pgcairn.tier.failures", "Failures to copy to the tier", tags, figures::failures);
    }

    static void add(Meters meters, Tags tags, ArchiveFigures figures) {
        meters.moment(
                "pgcairn.recoverable.from.timestamp.seconds",
                "From when on every moment can be restored from the tier",
                tags,
                figures::recoverableFrom);
        meters.moment(
                "pgcairn.recoverable.to.timestamp.seconds",
                "The last moment that can be restored from the tier, about",
                tags,
                figures::recoverableTo);
        meters.number("pgcairn.tier.stored.bytes", "What the tier takes", tags, figures::storedBytes);
        meters.number(
                "pgcairn.tier.lost.backups",
                "Backups that the first tier is to hold, lacks, and another tier holds",
                tags,
                figures::lostBackups);
    }

    static void add(Meters meters, Tags tags, RetentionFigures figures) {
        meters.moment(
                "pgcairn.retention.last.success.timestamp.seconds",
                "When the tier was pruned to the end the last time",
                tags,
                figures::lastSuccess);
        meters.number(
                "pgcairn.retention.locked.objects",
                "Objects that the store did not let go the last time",
                tags,
                figures::lockedObjects);
        meters.flag(
                "pgcairn.retention.refused",
                "1 while nothing may be pruned, since a clock or the catalogue makes no sense",
                tags,
                figures::isRefused);
        meters.seconds(
                "pgcairn.retention.failing.seconds",
                "For how long every pruning of the tier has failed",
                tags,
                figures::failingFor);
        meters.counter("pgcairn.retention.deleted.objects", "Objects pruned", tags, figures::deletedObjects);
        meters.counter("pgcairn.retention.deleted.bytes", "Bytes pruned", tags, figures::deletedBytes);
        meters.counter("pgcairn.retention.failures", "Prunings that failed", tags, figures::failures);
    }
}
