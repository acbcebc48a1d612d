package io.pgcairn.daemon.watch;

import io.pgcairn.daemon.catalog.LineageId;
import io.pgcairn.daemon.catalog.RecoverableSpan;
import io.pgcairn.daemon.catalog.WalInventory;
import io.pgcairn.daemon.postgres.Lsn;
import io.pgcairn.daemon.postgres.TimelineId;
import io.pgcairn.daemon.upkeep.SpanEnd;
import io.pgcairn.daemon.upkeep.TierHolding;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Up to when the spans of tiers can be restored. WAL that nothing follows is read once, where it can be opened: what
 * was stored there does not change. Used by one thread.
 */
final class SpanEnds {
    private static final int MOST = 1000;

    private final Map<Place, Optional<Instant>> ended = new LinkedHashMap<>();

    private record Place(String tier, LineageId lineage, TimelineId timeline, Lsn end) {}

    /** @param holders what the tiers hold of the lineage */
    Optional<Instant> of(TierHolding tier, List<WalInventory> holders, RecoverableSpan span) {
        if (span.missing().isEmpty()) {
            return SpanEnd.stored(holders, span).moment();
        }
        Place place = new Place(tier.tier().name(), tier.lineage().id(), span.timeline(), span.end());
        Optional<Instant> known = ended.get(place);
        if (known != null) {
            return known;
        }
        if (ended.size() >= MOST) {
            ended.clear();
        }
        Optional<Instant> end = SpanEnd.of(tier.lineage().wal(), holders, span).moment();
        ended.put(place, end);
        return end;
    }
}
