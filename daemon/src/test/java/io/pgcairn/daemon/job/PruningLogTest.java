package io.pgcairn.daemon.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.daemon.catalog.ClusterName;
import io.pgcairn.daemon.catalog.LineageId;
import io.pgcairn.daemon.postgres.SegmentSize;
import io.pgcairn.daemon.postgres.SystemId;
import io.pgcairn.daemon.retention.RetentionPlan;
import io.pgcairn.daemon.retention.WalNeed;
import io.pgcairn.daemon.upkeep.Pruned;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What metrics are told of one tier's pruning. */
class PruningLogTest {
    private static final Instant NOW = Instant.parse("2026-11-21T07:00:00Z");
    private static final LineageId LINEAGE = new LineageId(new ClusterName("main"), new SystemId(7));

    private final PruningLog log = new PruningLog("main", "near", () -> NOW);

    private void ends(RetentionPlan plan) {
        log.ended(List.of(new Pruned(LINEAGE, SegmentSize.DEFAULT, plan, List.of(), true)));
    }

    private static RetentionPlan decided() {
        return new RetentionPlan.Decided(NOW, new TreeMap<>(), new WalNeed(List.of(), List.of(), Set.of()));
    }

    @Test
    void a_tier_on_which_there_is_nothing_yet_is_neither_pruned_nor_in_trouble() {
        ends(new RetentionPlan.Refused("there is no backup", "take one", false));
        assertFalse(log.isRefused());
        assertEquals(Optional.empty(), log.lastSuccess());
    }

    @Test
    void a_refusal_is_trouble_until_it_is_pruned_again() {
        ends(new RetentionPlan.Refused("a clock is wrong", "set it", true));
        assertTrue(log.isRefused());
        assertEquals(Optional.empty(), log.lastSuccess());
        ends(decided());
        assertFalse(log.isRefused());
        assertEquals(Optional.of(NOW), log.lastSuccess());
    }
}
