package io.pgcairn.daemon.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.daemon.catalog.BackupId;
import io.pgcairn.daemon.catalog.ClusterName;
import io.pgcairn.daemon.catalog.Lineage;
import io.pgcairn.daemon.catalog.LineageId;
import io.pgcairn.daemon.catalog.RestoreLeases;
import io.pgcairn.daemon.cluster.OpenedCluster;
import io.pgcairn.daemon.fault.Fault;
import io.pgcairn.daemon.postgres.SystemId;
import io.pgcairn.daemon.upkeep.MarkWatch;
import io.pgcairn.daemon.upkeep.RestoreLeasing;
import io.pgcairn.daemon.upkeep.RestorePins;
import io.pgcairn.storage.StoreForbiddenException;
import io.pgcairn.storage.contract.FaultScript;
import io.pgcairn.storage.contract.FaultyObjectStore;
import io.pgcairn.storage.contract.MemoryObjectStore;
import io.pgcairn.storage.contract.StoreStep;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestorePinsTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final LineageId LINEAGE = new LineageId(new ClusterName("main"), new SystemId(7));
    private static final BackupId BACKUP = new BackupId("20261121T070000.000Z");
    private static final Duration FOR_EVER = Duration.ofDays(1);

    private final MemoryObjectStore near = new MemoryObjectStore(CLOCK);
    private final FaultyObjectStore far = new FaultyObjectStore(new MemoryObjectStore(CLOCK), FaultScript.none());
    private final RestoreLeases ofNear = new RestoreLeases(near, LINEAGE);
    private final List<String> warnings = new CopyOnWriteArrayList<>();

    private RestorePins pins(Duration every) {
        return new RestorePins(
                BACKUP,
                Map.of("near", ofNear, "far", new RestoreLeases(far, LINEAGE)),
                new RestorePins.Times(Duration.ofHours(1), every, Duration.ofHours(24)),
                CLOCK,
                new Random(1),
                warnings::add);
    }

    @Test
    void a_lease_lives_for_an_hour_and_the_last_one_for_a_day_on_every_tier() throws Exception {
        RestoreLeases ofFar = new RestoreLeases(far, LINEAGE);
        try (RestorePins pins = pins(FOR_EVER)) {
            pins.start();
            assertEquals(Set.of(BACKUP), ofNear.live(NOW.plus(Duration.ofMinutes(59))));
            assertEquals(Set.of(BACKUP), ofFar.live(NOW.plus(Duration.ofMinutes(59))));
            assertEquals(Set.of(), ofNear.live(NOW.plus(Duration.ofHours(2))));

            RestorePins.Left left = pins.leave();
            assertEquals(List.of("far", "near"), left.tiers());
            assertTrue(left.line().orElseThrow().contains("until 2026-11-22T12:00:00Z"));
        }
        assertEquals(Set.of(BACKUP), ofNear.live(NOW.plus(Duration.ofHours(23))));
        assertEquals(Set.of(BACKUP), ofFar.live(NOW.plus(Duration.ofHours(23))));
        assertEquals(List.of(), warnings);
    }

    @Test
    void leases_are_renewed_until_closed() throws Exception {
        CountDownLatch renewed = new CountDownLatch(3);
        far.follow((step, key) -> {
            if (step == StoreStep.COMMIT) {
                renewed.countDown();
            }
        });
        try (RestorePins pins = pins(Duration.ofMillis(1))) {
            pins.start();
            assertTrue(renewed.await(120, TimeUnit.SECONDS));
        }
        long placed = renewed.getCount();
        assertEquals(0, placed);
    }

    @Test
    void a_tier_that_refuses_is_one_warning_and_the_others_keep_their_leases() throws Exception {
        far.follow((step, key) -> {
            throw new StoreForbiddenException("read only", "", null);
        });
        try (RestorePins pins = pins(FOR_EVER)) {
            pins.start();
            assertEquals(List.of("near"), pins.leave().tiers());
        }
        assertEquals(1, warnings.size(), warnings::toString);
        assertTrue(warnings.getFirst().contains("tier far takes no lease"), warnings::toString);
        assertEquals(Set.of(BACKUP), ofNear.live(NOW));
        assertEquals(Optional.empty(), new RestorePins.Left(List.of(), NOW).line());
    }

    @Test
    void leases_are_placed_where_the_backup_is_and_a_tier_that_cannot_be_asked_is_a_warning(@TempDir Path directory)
            throws Exception {
        TwoDirectories tiers = new TwoDirectories(directory);
        tiers.store("near", "20261121T070000.000Z", "");
        tiers.store("far", "20261120T070000.000Z", "");
        assertEquals(List.of("near"), placed(tiers));
        tiers.store("far", "20261121T070000.000Z", "");
        assertEquals(List.of("far", "near"), placed(tiers));
        tiers.breakTier("far");
        assertEquals(List.of("near"), placed(tiers));
        assertTrue(warnings.getLast().contains("tier far cannot be asked"), warnings::toString);
        assertEquals(2, tiers.objects("far-away", "/leases/restore/" + BACKUP).size());
    }

    private List<String> placed(TwoDirectories tiers) throws Exception {
        try (OpenedCluster cluster = tiers.opened()) {
            Lineage lineage = cluster.tiers().getFirst().lineages().list().getFirst();
            RestorePins.Times times = new RestorePins.Times(Duration.ofHours(1), FOR_EVER, Duration.ofHours(24));
            RestoreLeasing leasing = new RestoreLeasing(CLOCK, new Random(1), times, new MarkWatch(Duration.ZERO));
            try (RestorePins pins = leasing.begin(BACKUP, lineage, cluster.tiers(), warnings::add)) {
                return new ArrayList<>(pins.leave().tiers());
            }
        }
    }

    @Test
    void what_a_restore_reads_is_not_deleted_unless_forced(@TempDir Path directory) throws Exception {
        TwoDirectories tiers = new TwoDirectories(directory);
        tiers.store("near", "20261120T070000.000Z", "");
        tiers.store("near", "20261121T070000.000Z", "read");
        placedNow(tiers);
        tiers.assertRefused(Fault.BACKUP_NEEDED, "a restore reads backup read", tiers.run("delete", "read"));
        tiers.succeed("delete", "read", "--force");
    }

    private void placedNow(TwoDirectories tiers) throws Exception {
        try (OpenedCluster cluster = tiers.opened()) {
            Lineage lineage = cluster.tiers().getFirst().lineages().list().getFirst();
            RestoreLeasing leasing = new RestoreLeasing(Clock.systemUTC(), new Random(1));
            leasing.begin(BACKUP, lineage, cluster.tiers(), warnings::add).close();
        }
    }
}
