package io.pgcairn.daemon.observe;

import io.micrometer.core.instrument.Tags;

/** The meters of a cluster's keys. */
final class KeyMeters {
    private KeyMeters() {}

    static void add(Meters meters, Tags tags, KeyFigures figures) {
        meters.gauge(
                "pgcairn.key.usable",
                "1 while what is sealed for the recipients opens with the identities; NaN where there are none",
                tags,
                () -> figures.isUsable().map(is -> is ? 1.0 : 0.0).orElse(Double.NaN));
        meters.moment(
                "pgcairn.key.last.proof.timestamp.seconds",
                "When a canary was sealed and opened the last time",
                tags,
                figures::lastProof);
    }
}
