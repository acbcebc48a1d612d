package io.pgcairn.daemon.retention;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.daemon.catalog.BackupId;
import io.pgcairn.daemon.tier.SourceArchive;
import io.pgcairn.storage.StoreException;
import io.pgcairn.storage.contract.MemoryObjectStore;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Pruning that is killed at each of its calls, and started again. */
class KilledPruningTest {
    private static final int ARCHIVES = 12;
    private static final long NEVER = Long.MAX_VALUE;

    @Test
    void a_pruning_killed_at_any_call_and_started_again_ends_as_an_undisturbed_one() throws Exception {
        long seed = new Random().nextLong();
        System.out.println("seed " + seed);
        for (int archive = 0; archive < ARCHIVES; archive++) {
            long own = seed + archive;
            PrunedTier undisturbed = tier(own);
            undisturbed.prune();
            long calls = 0;
            while (killedAt(own, calls, undisturbed.keys())) {
                calls++;
            }
            assertTrue(calls > 5, "seed " + own + " made no call worth a kill");
        }
    }

    /** @return false if it was at its end before that call */
    private static boolean killedAt(long seed, long call, Set<String> expected) throws Exception {
        PrunedTier tier = tier(seed);
        Map<BackupId, Set<String>> parts = new TreeMap<>();
        for (TierCatalogue.Backup backup : tier.backups) {
            parts.put(backup.id(), tier.below(tier.prefix(backup.id())));
        }
        Set<String> needed = neededWal(tier);
        Runnable look = () -> {
            try {
                assertEquals(List.of(), tier.broken(parts, needed), "seed " + seed + ", killed at call " + call);
            } catch (StoreException e) {
                throw new AssertionError(e);
            }
        };
        boolean wasKilled = false;
        try {
            assertTrue(
                    tier.pruner(new MortalStore(tier.store, call, look), false).run());
        } catch (MortalStore.Death death) {
            wasKilled = true;
            assertTrue(
                    tier.pruner(new MortalStore(tier.store, NEVER, look), false).run());
        }
        look.run();
        assertEquals(expected, tier.keys(), "seed " + seed + ", killed at call " + call);
        return wasKilled;
    }

    private static Set<String> neededWal(PrunedTier tier) throws StoreException {
        WalNeed need = tier.need(tier.backups);
        return tier.below(tier.archive.lineage() + "/wal/").stream()
                .filter(key -> key.matches(".*/wal/[0-9A-F]{8}/[0-9A-F]{24}-.*"))
                .filter(key -> WalPlace.segment(key.replaceAll("-[0-9a-f]{16}\\..*", ""), SourceArchive.SIZE)
                        .filter(need::needs)
                        .isPresent())
                .collect(Collectors.toSet());
    }

    /** The same archive for the same seed. */
    private static PrunedTier tier(long seed) throws IOException {
        Random random = new Random(seed);
        Clock longAgo = Clock.fixed(PrunedTier.NOW.minus(Duration.ofDays(9)), ZoneOffset.UTC);
        PrunedTier tier = new PrunedTier(new MemoryObjectStore(longAgo));
        List<BackupId> ids = new ArrayList<>();
        long segment = 1;
        for (int i = 0; i < 3 + random.nextInt(4); i++) {
            long timeline = 1 + i / 3;
            long last = segment + random.nextInt(2);
            ids.add(tier.backup(timeline, segment, last));
            tier.wal(timeline, segment, last + 2);
            if (random.nextBoolean()) {
                tier.archive.tail(timeline, last + 1, 0, 100);
                tier.archive.tail(timeline, last + 3, 0, 100);
            }
            segment = last + 3 + random.nextInt(2);
        }
        tier.archive.history(2);
        tier.archive.parts(BackupId.startedAt(PrunedTier.NOW.minus(Duration.ofDays(8))), 2);
        for (BackupId id : ids.subList(0, ids.size() - 1)) {
            if (random.nextBoolean()) {
                tier.expired.add(id);
            } else if (random.nextInt(3) == 0) {
                tier.open.add(id);
            }
        }
        tier.expired.add(ids.getFirst());
        tier.open.add(ids.getLast());
        return tier;
    }
}
