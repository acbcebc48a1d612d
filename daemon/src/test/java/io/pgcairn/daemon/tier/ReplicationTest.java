package io.pgcairn.daemon.tier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.StoreUnavailableException;
import io.pgcairn.storage.contract.FaultScript;
import io.pgcairn.storage.contract.FaultyObjectStore;
import io.pgcairn.storage.contract.HeldStep;
import io.pgcairn.storage.contract.MemoryObjectStore;
import io.pgcairn.storage.contract.StoreStep;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The lanes on threads of their own. */
class ReplicationTest {
    private static final Duration LIMIT = Duration.ofSeconds(120);

    private final MemoryObjectStore near = new MemoryObjectStore(Clock.systemUTC());
    private final MemoryObjectStore far = new MemoryObjectStore(Clock.systemUTC());
    private final FaultyObjectStore faultyFar = new FaultyObjectStore(far, FaultScript.none());
    private final AnnouncingObjectStore source = new AnnouncingObjectStore(near);
    private final SourceArchive archive = new SourceArchive(source, 42);
    private final NotedEvents events = new NotedEvents();
    private final Replication replication = new Replication(
            SourceArchive.CLUSTER,
            source,
            faultyFar,
            List.of(),
            WantedObjects.ALL,
            new ReplicationSettings(
                    4,
                    2,
                    Duration.ofMillis(1),
                    Duration.ofMillis(20),
                    Duration.ofHours(24),
                    Duration.ofHours(1),
                    false),
            events,
            Clock.systemUTC(),
            new Random(1));

    ReplicationTest() {
        source.announceTo(replication);
    }

    @AfterEach
    void stop() {
        replication.stop(Duration.ofSeconds(60));
    }

    private static void eventually(String what, Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!condition.call()) {
            assertTrue(System.nanoTime() < end, what);
            LockSupport.parkNanos(1_000_000);
        }
    }

    private void awaitInStep() throws Exception {
        eventually("the target is in step", () -> Tiers.names(near).equals(Tiers.names(far)));
        eventually("nothing is missing", () -> replication.lag().equals(java.util.Optional.of(Lag.NONE)));
        assertEquals(Duration.ZERO, replication.lagAge());
    }

    @Test
    void what_is_stored_arrives_and_an_outage_drains() throws Exception {
        archive.record();
        archive.segment(1, 1);
        replication.start();
        awaitInStep();
        archive.segment(1, 2);
        archive.backup(Instant.EPOCH, 1, 1, 2, 3);
        awaitInStep();
        faultyFar.follow((step, key) -> {
            throw new StoreUnavailableException("down", "", null);
        });
        for (int i = 3; i < 40; i++) {
            archive.tail(1, i, 0, 10);
            archive.segment(1, i);
            near.delete(List.of(archive.tailKey(1, i, 0, 10)));
        }
        archive.backup(Instant.EPOCH.plusSeconds(1), 1, 30, 39, 3);
        eventually("failures are told", () -> !events.of("failed").isEmpty());
        assertTrue(replication.lag().orElseThrow().objects() > 0);
        faultyFar.follow(FaultScript.none());
        awaitInStep();
    }

    @Test
    void a_record_of_a_drill_is_not_copied_and_holds_nothing_up() throws Exception {
        ObjectKey record = new ObjectKey("main/42/drills/20261121T100000.000Z.json");
        Tiers.put(source, record, new byte[] {'{', '}'});
        archive.record();
        archive.backup(Instant.EPOCH, 1, 1, 1, 1);
        archive.segment(1, 1);
        replication.start();
        Tiers.put(source, new ObjectKey("main/42/drills/20261121T110000.000Z.json"), new byte[] {'{', '}'});
        archive.segment(1, 2);
        eventually(
                "what lies beside it arrives",
                () -> Tiers.names(far).contains(archive.segmentKey(1, 2).value())
                        && replication.lag().equals(java.util.Optional.of(Lag.NONE)));
        assertEquals(
                List.of(),
                Tiers.names(far).stream()
                        .filter(name -> name.contains("/drills/"))
                        .toList());
        assertEquals(List.of(), events.of("failed"));
    }

    @Test
    void wal_goes_by_while_a_backup_hangs() throws Exception {
        HeldStep held = new HeldStep(StoreStep.COMMIT, key -> key.contains("/pack/"));
        faultyFar.follow(held);
        archive.record();
        archive.segment(1, 1);
        archive.backup(Instant.EPOCH, 1, 1, 1, 5);
        replication.start();
        assertTrue(held.awaitReached(LIMIT));
        archive.segment(1, 2);
        eventually(
                "WAL arrives",
                () -> Tiers.names(far).contains(archive.segmentKey(1, 2).value()));
        assertTrue(replication.lag().isPresent());
        held.release();
        awaitInStep();
    }

    @Test
    void stops_in_the_middle_of_a_copy_and_leaves_nothing_of_it() throws Exception {
        HeldStep held = new HeldStep(StoreStep.COMMIT, key -> key.contains("/wal/"));
        faultyFar.follow(held);
        archive.record();
        archive.segment(1, 1);
        replication.start();
        assertTrue(held.awaitReached(LIMIT));
        replication.stop(LIMIT);
        held.release();
        assertFalse(Tiers.names(far).contains(archive.segmentKey(1, 1).value()));
    }
}
