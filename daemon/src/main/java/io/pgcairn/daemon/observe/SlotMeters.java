package io.pgcairn.daemon.observe;

import io.micrometer.core.instrument.Tags;

/** The meters of the replication slot. */
final class SlotMeters {
    private SlotMeters() {}

    static void add(Meters meters, Tags tags, SlotFigures figures) {
        meters.number(
                "pgcairn.slot.retained.bytes", "WAL that PostgreSQL keeps for the slot", tags, figures::retainedBytes);
        meters.number(
                "pgcairn.slot.safe.bytes",
                "How much more WAL may be written before the slot or its disk is full; NaN where that is not known",
                tags,
                figures::safeBytes);
        meters.gauge(
                "pgcairn.slot.full.seconds",
                "In how long the slot or its disk is full at the present rate; +Inf while it is not filling",
                tags,
                () -> figures.fullSeconds().orElse(Double.NaN));
        meters.gauge(
                "pgcairn.slot.lost",
                "1 while PostgreSQL has given up on the slot: WAL is gone that was not stored",
                tags,
                () -> figures.isLost().map(is -> is ? 1.0 : 0.0).orElse(Double.NaN));
        meters.moment(
                "pgcairn.slot.last.answer.timestamp.seconds",
                "When PostgreSQL told of the slot the last time; the other figures are of then",
                tags,
                figures::lastAnswer);
    }
}
