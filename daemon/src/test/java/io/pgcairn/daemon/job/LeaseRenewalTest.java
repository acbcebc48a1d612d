package io.pgcairn.daemon.job;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.daemon.catalog.BackupLeases;
import io.pgcairn.daemon.catalog.ClusterName;
import io.pgcairn.daemon.catalog.LeaseLostException;
import io.pgcairn.daemon.catalog.LeaseTakenException;
import io.pgcairn.daemon.catalog.LineageId;
import io.pgcairn.daemon.catalog.NamedHolder;
import io.pgcairn.daemon.postgres.SystemId;
import io.pgcairn.storage.contract.FaultScript;
import io.pgcairn.storage.contract.FaultyObjectStore;
import io.pgcairn.storage.contract.MemoryObjectStore;
import io.pgcairn.storage.contract.StoreStep;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class LeaseRenewalTest {
    private static final LineageId LINEAGE = new LineageId(new ClusterName("main"), SystemId.parse("7"));
    private static final LeaseRenewal.Pauses QUICK =
            new LeaseRenewal.Pauses(Duration.ofMillis(1), Duration.ofMillis(1));

    /** Nothing is renewed but by hand. */
    private static final LeaseRenewal.Pauses SLOW = new LeaseRenewal.Pauses(Duration.ofDays(1), Duration.ofDays(1));

    private final MemoryObjectStore store = new MemoryObjectStore(Clock.systemUTC());
    private final AtomicLong nanos = new AtomicLong();
    private final BackupLeases one = leases(1);
    private final BackupLeases two = leases(2);

    /** Of hosts of which nothing is known here. */
    private BackupLeases leases(int seed) {
        return new BackupLeases(store, LINEAGE, new NamedHolder("holder " + seed), nanos::get);
    }

    private void takeOver() throws Exception {
        assertThrows(LeaseTakenException.class, two::acquire);
        nanos.addAndGet(BackupLeases.LIFE.toNanos());
        two.acquire();
    }

    @Test
    void renews_while_the_work_goes_on_and_gives_back_at_the_end() throws Exception {
        try (LeaseRenewal renewal = LeaseRenewal.start(one.acquire(), QUICK)) {
            String first = newest();
            assertEquals("done", renewal.during(() -> {
                while (newest().equals(first)) {
                    LockSupport.parkNanos(1_000_000);
                }
                return "done";
            }));
        }
        assertDoesNotThrow(two::acquire);
        assertFalse(Thread.interrupted());
    }

    private String newest() {
        try {
            return store.list("", "", 100).objects().getLast().key().value();
        } catch (io.pgcairn.storage.StoreException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void goes_on_renewing_after_a_defect() throws Exception {
        AtomicInteger left = new AtomicInteger(3);
        FaultyObjectStore faulty = new FaultyObjectStore(store, FaultScript.none());
        BackupLeases leases = new BackupLeases(faulty, LINEAGE, new NamedHolder("defect"), nanos::get);
        try (LeaseRenewal renewal = LeaseRenewal.start(leases.acquire(), QUICK)) {
            faulty.follow((step, _) -> {
                if (step == StoreStep.UPLOAD && left.getAndDecrement() > 0) {
                    throw new IllegalStateException("a defect");
                }
            });
            assertEquals("done", renewal.during(() -> {
                while (left.get() > 0) {
                    LockSupport.parkNanos(1_000_000);
                }
                String first = newest();
                while (newest().equals(first)) {
                    LockSupport.parkNanos(1_000_000);
                }
                return "done";
            }));
        }
    }

    @Test
    void work_whose_lease_is_lost_is_interrupted_and_says_so() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        assertThrows(LeaseLostException.class, () -> {
            // The first renewal comes when another has taken it.
            LeaseRenewal.Pauses soon = new LeaseRenewal.Pauses(Duration.ofMillis(200), Duration.ofMillis(1));
            try (LeaseRenewal renewal = LeaseRenewal.start(one.acquire(), soon)) {
                renewal.during(() -> {
                    try {
                        takeOverSomehow();
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                    never.await();
                    return "never";
                });
            }
        });
        assertFalse(Thread.interrupted(), "the thread is interrupted after the work");
        assertThrows(LeaseTakenException.class, leases(3)::acquire, "the other one's lease is left alone");
    }

    /** Also if it was renewed in between, as on a machine under load. */
    private void takeOverSomehow() throws Exception {
        while (true) {
            try {
                two.acquire();
                return;
            } catch (LeaseTakenException e) {
                nanos.addAndGet(BackupLeases.LIFE.toNanos());
            }
        }
    }

    @Test
    void the_last_word_before_the_mark_is_a_renewal() throws Exception {
        try (LeaseRenewal renewal = LeaseRenewal.start(one.acquire(), SLOW)) {
            renewal.require();
            takeOver();
            assertThrows(LeaseLostException.class, renewal::require);
        }
    }

    @Test
    void a_failure_that_is_not_the_leases_stays_what_it_is() throws Exception {
        try (LeaseRenewal renewal = LeaseRenewal.start(one.acquire(), SLOW)) {
            assertThrows(
                    IllegalStateException.class,
                    () -> renewal.during(() -> {
                        throw new IllegalStateException("of its own");
                    }));
        }
    }

    @Test
    void a_thread_that_was_stopped_gives_the_lease_back_and_stays_stopped() throws Exception {
        LeaseRenewal renewal = LeaseRenewal.start(one.acquire(), SLOW);
        Thread.currentThread().interrupt();
        renewal.close();
        assertTrue(Thread.interrupted());
        assertDoesNotThrow(two::acquire);
    }
}
