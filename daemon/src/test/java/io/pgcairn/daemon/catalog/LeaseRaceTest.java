package io.pgcairn.daemon.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.daemon.postgres.SystemId;
import io.pgcairn.storage.ObjectStore;
import io.pgcairn.storage.ObjectStoreProvider;
import io.pgcairn.storage.StoreContext;
import io.pgcairn.storage.StoreSettings;
import io.pgcairn.storage.contract.MemoryObjectStore;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.ServiceLoader;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several daemons want one lease; now and then one dies with it. */
class LeaseRaceTest {
    private static final LineageId LINEAGE = new LineageId(new ClusterName("main"), SystemId.parse("7"));
    private static final int DAEMONS = 6;
    private static final int ROUNDS = 25;
    private static final Duration STEP = Duration.ofSeconds(70);

    private final long seed = System.nanoTime();
    private final AtomicLong nanos = new AtomicLong();
    private final AtomicInteger inside = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private final AtomicInteger held = new AtomicInteger();
    private final AtomicInteger killed = new AtomicInteger();

    /** Time passes only while nobody alive holds or takes the lease: whoever does renews it in time. */
    private final ReentrantReadWriteLock time = new ReentrantReadWriteLock();

    @TempDir
    private Path directory;

    @Test
    void at_most_one_is_inside_over_a_store_in_memory() throws Exception {
        MemoryObjectStore store = new MemoryObjectStore(Clock.systemUTC());
        race(() -> store.reopen(Duration.ofMinutes(1)));
    }

    @Test
    void at_most_one_is_inside_over_a_directory() throws Exception {
        ObjectStoreProvider files = ServiceLoader.load(ObjectStoreProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(provider -> provider.scheme().equals("file"))
                .findFirst()
                .orElseThrow();
        race(() -> files.open(directory.toUri(), StoreSettings.defaults(), StoreContext.plain()));
    }

    private interface Opening {
        ObjectStore open() throws Exception;
    }

    private void race(Opening opening) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> daemons = new ArrayList<>();
            for (int i = 0; i < DAEMONS; i++) {
                Random random = new Random(seed + i);
                String name = "daemon " + i;
                ObjectStore store = opening.open();
                daemons.add(threads.submit(() -> {
                    live(new BackupLeases(store, LINEAGE, new NamedHolder(name), nanos::get), random, name, store);
                    return null;
                }));
            }
            for (Future<?> daemon : daemons) {
                daemon.get(5, TimeUnit.MINUTES);
            }
        }
        assertEquals(1, most.get(), "seed " + seed);
        assertEquals(DAEMONS * ROUNDS, held.get(), "seed " + seed);
        assertTrue(killed.get() > 0, "nobody died, seed " + seed);
    }

    private void live(BackupLeases first, Random random, String name, ObjectStore store) throws Exception {
        BackupLeases leases = first;
        int rounds = 0;
        while (rounds < ROUNDS) {
            if (!enter(leases, random)) {
                letTimePass();
                continue;
            }
            rounds++;
            if (random.nextInt(5) == 0) {
                // A daemon that was killed comes back as another process.
                leases = new BackupLeases(store, LINEAGE, new NamedHolder(name + " again " + rounds), nanos::get);
            }
        }
        letTimePass();
    }

    /** Whether it had the lease; it may have died with it. */
    private boolean enter(BackupLeases leases, Random random) throws Exception {
        time.readLock().lock();
        try {
            BackupLease lease = leases.acquire();
            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
            held.incrementAndGet();
            for (int i = random.nextInt(3); i > 0; i--) {
                lease.renew();
            }
            inside.decrementAndGet();
            if (random.nextInt(4) == 0) {
                killed.incrementAndGet();
            } else {
                lease.release();
            }
            return true;
        } catch (LeaseTakenException e) {
            return false;
        } finally {
            time.readLock().unlock();
        }
    }

    private void letTimePass() {
        time.writeLock().lock();
        try {
            nanos.addAndGet(STEP.toNanos());
        } finally {
            time.writeLock().unlock();
        }
    }
}
