package io.pgcairn.daemon.catalog;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.daemon.fault.Fault;
import io.pgcairn.daemon.postgres.SystemId;
import io.pgcairn.storage.ObjectInfo;
import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.ObjectUpload;
import io.pgcairn.storage.PutCondition;
import io.pgcairn.storage.contract.MemoryObjectStore;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BackupLeaseTest {
    private static final LineageId LINEAGE = new LineageId(new ClusterName("main"), SystemId.parse("7"));
    private static final BackupId LABEL = new BackupId("20261121T083112.005Z");

    private final MemoryObjectStore store = new MemoryObjectStore(Clock.systemUTC());
    private final AtomicLong nanos = new AtomicLong();
    private final BackupLeases one = leases("one");
    private final BackupLeases two = leases("two");

    private BackupLeases leases(String holder) {
        return new BackupLeases(store, LINEAGE, new NamedHolder(holder), nanos::get);
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private List<String> names() throws Exception {
        return store.list("", "", 100).objects().stream()
                .map(ObjectInfo::key)
                .map(ObjectKey::name)
                .toList();
    }

    private void put(String name, String text) throws Exception {
        try (ObjectUpload upload =
                store.upload(new ObjectKey("main/7/leases/backup/" + name), PutCondition.IF_ABSENT)) {
            upload.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
            upload.commit();
        }
    }

    @Test
    void only_one_has_it_and_the_other_hears_who() throws Exception {
        BackupLease held = one.acquire();
        held.taking(LABEL);
        held.renew();
        LeaseTakenException busy = assertThrows(LeaseTakenException.class, two::acquire);
        assertEquals(Fault.BACKUP_BUSY, busy.fault());
        assertTrue(String.valueOf(busy.getMessage()).contains("by one, " + LABEL), busy::getMessage);
        held.release();
        two.acquire().release();
        assertEquals(List.of("0000000005.json"), names(), "older terms are deleted");
    }

    @Test
    void one_that_is_renewed_lives_for_ever() throws Exception {
        BackupLease held = one.acquire();
        for (int i = 0; i < 20; i++) {
            assertThrows(LeaseTakenException.class, two::acquire);
            pass(Duration.ofSeconds(60));
            held.renew();
        }
    }

    @Test
    void one_that_is_not_renewed_is_dead_after_its_life_as_the_waiter_saw_it() throws Exception {
        BackupLease held = one.acquire();
        pass(Duration.ofDays(1));
        assertThrows(LeaseTakenException.class, two::acquire, "it may have been renewed just now");
        pass(BackupLeases.LIFE.minusSeconds(1));
        assertThrows(LeaseTakenException.class, two::acquire);
        pass(Duration.ofSeconds(1));
        BackupLease taken = two.acquire();
        assertThrows(LeaseLostException.class, held::renew);
        assertThrows(LeaseLostException.class, held::renew);
        taken.renew();
        held.release();
        taken.renew();
    }

    @Test
    void one_whose_process_is_gone_for_sure_is_dead_at_once() throws Exception {
        BackupLease held = leases("one gone").acquire();
        BackupLease taken = two.acquire();
        assertThrows(LeaseLostException.class, held::renew);
        taken.release();
    }

    @Test
    void who_slept_until_older_names_were_free_again_is_told() throws Exception {
        BackupLease held = one.acquire();
        assertThrows(LeaseTakenException.class, two::acquire);
        pass(BackupLeases.LIFE);
        BackupLease taken = two.acquire();
        taken.renew();
        taken.renew();
        assertEquals(List.of("0000000004.json"), names());
        assertThrows(LeaseLostException.class, held::renew);
        taken.renew();
    }

    @Test
    void one_that_cannot_be_renewed_is_lost_before_another_may_take_it() throws Exception {
        DownStore down = new DownStore(store);
        BackupLease held = new BackupLeases(down, LINEAGE, new NamedHolder("one"), nanos::get).acquire();
        down.isDown = true;
        pass(Duration.ofSeconds(149));
        assertThrows(java.io.IOException.class, held::renew);
        pass(Duration.ofSeconds(1));
        assertThrows(LeaseLostException.class, held::renew);
    }

    @Test
    void a_renewal_whose_answer_was_lost_counts() throws Exception {
        DownStore down = new DownStore(store);
        BackupLease held = new BackupLeases(down, LINEAGE, new NamedHolder("one"), nanos::get).acquire();
        down.losesAnswers = true;
        assertThrows(java.io.IOException.class, held::renew);
        down.losesAnswers = false;
        held.taking(LABEL);
        assertDoesNotThrow(held::renew);
        held.release();
        two.acquire();
    }

    @Test
    void a_lease_whose_answer_was_lost_is_released_all_the_same() throws Exception {
        DownStore down = new DownStore(store);
        BackupLease held = new BackupLeases(down, LINEAGE, new NamedHolder("one"), nanos::get).acquire();
        down.losesAnswers = true;
        assertThrows(java.io.IOException.class, held::renew);
        down.losesAnswers = false;
        held.release();
        two.acquire();
    }

    @Test
    void an_acquisition_whose_answer_was_lost_is_ones_own() throws Exception {
        DownStore down = new DownStore(store);
        down.losesAnswers = true;
        BackupLeases leases = new BackupLeases(down, LINEAGE, new NamedHolder("one"), nanos::get);
        assertThrows(java.io.IOException.class, leases::acquire);
        down.losesAnswers = false;
        assertThrows(LeaseTakenException.class, two::acquire);
        leases.acquire();
        assertThrows(LeaseTakenException.class, leases::acquire, "held by this very process");
    }

    @Test
    void what_cannot_be_read_lives_as_long_as_any_other() throws Exception {
        put("0000000009.json", "no JSON");
        put("more.json", "of somebody else's");
        assertThrows(LeaseTakenException.class, one::acquire);
        pass(BackupLeases.LIFE);
        one.acquire();
    }

    @Test
    void a_store_that_cannot_decide_is_read_back() throws Exception {
        DownStore careless = new DownStore(store);
        careless.isConditional = false;
        BackupLease held = new BackupLeases(careless, LINEAGE, new NamedHolder("one"), nanos::get).acquire();
        held.renew();
        BackupLeases other = new BackupLeases(careless, LINEAGE, new NamedHolder("two"), nanos::get);
        assertThrows(LeaseTakenException.class, other::acquire);
        held.release();
        other.acquire();
    }
}
