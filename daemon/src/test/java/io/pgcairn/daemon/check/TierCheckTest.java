package io.pgcairn.daemon.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.daemon.cli.Checker.Finding;
import io.pgcairn.daemon.cli.Checker.State;
import io.pgcairn.daemon.tier.Tier;
import io.pgcairn.storage.ObjectInfo;
import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.ObjectUpload;
import io.pgcairn.storage.PutCondition;
import io.pgcairn.storage.StoreException;
import io.pgcairn.storage.StoreUnavailableException;
import io.pgcairn.storage.contract.FaultScript;
import io.pgcairn.storage.contract.FaultyObjectStore;
import io.pgcairn.storage.contract.MemoryObjectStore;
import io.pgcairn.storage.contract.StoreStep;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What a check leaves in a store, however it goes. */
class TierCheckTest {
    private static final String UUID = "6ad3f0aa-93a4-4c9e-8f5b-d3b1c6a7e001";

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-21T05:00:00Z"));
    private final Clock clock = new Clock() {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now.get();
        }
    };
    private final MemoryObjectStore memory = new MemoryObjectStore(clock);
    private final FaultyObjectStore store = new FaultyObjectStore(memory, FaultScript.none());

    private Finding check() throws InterruptedException {
        return new TierCheck("main", new Tier("near", store), clock).check();
    }

    private TreeSet<String> names() throws StoreException {
        TreeSet<String> names = new TreeSet<>();
        for (ObjectInfo object : memory.list("", "", 1000).objects()) {
            names.add(object.key().value());
        }
        return names;
    }

    private void put(String key, int bytes) throws StoreException {
        try (ObjectUpload upload = memory.upload(new ObjectKey(key), PutCondition.IF_ABSENT)) {
            upload.write(ByteBuffer.wrap(new byte[bytes]));
            upload.commit();
        }
    }

    @Test
    void nothing_stays_of_a_check_that_a_single_failure_broke_at_any_of_its_steps() throws Exception {
        for (StoreStep step : StoreStep.values()) {
            int at = 0;
            while (wasBrokenAt(step, at)) {
                at++;
            }
            assertTrue(at > 0, "a check never comes to " + step);
        }
    }

    /** Whether a check comes so often to that step. Of two racers it may be either that fails. */
    private boolean wasBrokenAt(StoreStep step, int at) throws Exception {
        AtomicInteger before = new AtomicInteger();
        AtomicBoolean isHit = new AtomicBoolean();
        store.follow((now, key) -> {
            if (now == step && before.getAndIncrement() == at) {
                isHit.set(true);
                throw new StoreUnavailableException("lost at " + step + " of " + key, "wait", null);
            }
        });
        Finding finding = check();
        assertEquals(new TreeSet<>(), names(), "left by failure " + at + " at " + step);
        assertEquals(isHit.get(), finding.state() != State.OK, step + " " + at + ": " + finding);
        return isHit.get();
    }

    @Test
    void one_that_is_interrupted_deletes_too_and_stays_interrupted() throws Exception {
        store.follow((step, key) -> {
            if (step == StoreStep.GET) {
                Thread.currentThread().interrupt();
                throw new StoreUnavailableException("interrupted", "wait", null);
            }
            if (step == StoreStep.DELETE && Thread.currentThread().isInterrupted()) {
                throw new StoreUnavailableException("interrupted", "wait", null);
            }
        });
        check();
        assertTrue(Thread.interrupted());
        assertEquals(new TreeSet<>(), names());
    }

    @Test
    void what_could_not_be_deleted_is_swept_when_it_is_a_day_old() throws Exception {
        store.follow(FaultScript.failing(
                StoreStep.DELETE,
                Integer.MAX_VALUE,
                _ -> true,
                _ -> new StoreUnavailableException("no deletes today", "wait", null)));
        assertEquals(State.FAILED, check().state());
        TreeSet<String> left = names();
        assertEquals(1, left.size());
        store.follow(FaultScript.none());
        now.updateAndGet(time -> time.plus(Duration.ofHours(24)));
        assertEquals(State.OK, check().state());
        assertEquals(left, names(), "it may be of a check that runs");
        now.updateAndGet(time -> time.plus(Duration.ofSeconds(1)));
        assertEquals(State.OK, check().state());
        assertEquals(new TreeSet<>(), names());
    }

    @Test
    void nothing_is_swept_but_what_checks_have_left() throws Exception {
        List<String> others = List.of(
                "main/check-" + UUID + "/segment",
                "main/check-" + UUID + ".bak",
                "main/check-" + UUID + ".zst.age.tar",
                "main/check-list",
                "main/check-00000000-0000-0000-0000-000000000000",
                "main/check-" + UUID.toUpperCase(java.util.Locale.ROOT),
                "main/7710739497394281080/lineage.json",
                "main2/check-" + UUID,
                "other/check-" + UUID);
        for (String other : others) {
            put(other, 24);
        }
        put("main/check-" + UUID, (int) ProbeObjects.LARGEST + 1);
        put("main/check-" + UUID + ".zst", 300);
        put("main/check-" + UUID + ".zst.age", 300);
        put("main/check-" + UUID.replace("001", "002"), 24);
        now.updateAndGet(time -> time.plus(Duration.ofDays(400)));
        assertEquals(State.OK, check().state());
        TreeSet<String> expected = new TreeSet<>(others);
        expected.add("main/check-" + UUID);
        assertEquals(expected, names());
    }
}
