package io.pgcairn.daemon.observe;

import io.micrometer.core.instrument.Tags;

/** The meters of WAL on its way. */
final class WalMeters {
    private WalMeters() {}

    static void add(Meters meters, Tags tags, WalFigures figures) {
        position(meters, tags, figures);
        meters.flag("pgcairn.wal.connected", "1 while WAL is streaming", tags, figures::connected);
        meters.flag(
                "pgcairn.postgres.standby",
                "1 while PostgreSQL is a standby, of which no WAL is awaited",
                tags,
                figures::isStandby);
        meters.seconds(
                "pgcairn.wal.disconnected.seconds",
                "For how long no WAL has been streaming in",
                tags,
                figures::silentFor);
        meters.gauge(
                "pgcairn.wal.gaps",
                "Times that WAL was lost for good since the newest base backup began",
                tags,
                figures::gaps);
        meters.flag(
                "pgcairn.split.brain",
                "1 for an hour after the store was found to hold two contents of one segment",
                tags,
                figures::isSplit);
        meters.counter("pgcairn.wal.received.bytes", "WAL received, repeated bytes too", tags, figures::receivedBytes);
        meters.counter("pgcairn.wal.segments.stored", "Complete segments stored", tags, figures::segmentsStored);
        meters.counter("pgcairn.wal.tails.stored", "Tails of a filling segment stored", tags, figures::tailsStored);
        meters.counter(
                "pgcairn.wal.contradictions",
                "Segments whose name the store holds with other bytes",
                tags,
                figures::contradictions);
    }

    private static void position(Meters meters, Tags tags, WalFigures figures) {
        meters.number("pgcairn.wal.durable.lag.bytes", "WAL not yet durable", tags, figures::durableLagBytes);
        meters.seconds(
                "pgcairn.wal.durable.lag.seconds",
                "How long the oldest WAL that is not durable has waited; while PostgreSQL is away, since when any may",
                tags,
                figures::durableLag);
        meters.moment(
                "pgcairn.wal.last.durable.timestamp.seconds",
                "When WAL became durable the last time, or was known to be all there",
                tags,
                figures::lastDurable);
    }
}
