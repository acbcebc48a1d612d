package io.pgcairn.daemon.tier;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pgcairn.daemon.catalog.ArchiveName;
import io.pgcairn.daemon.catalog.ArchiveNames;
import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.StoreException;
import io.pgcairn.storage.StoreForbiddenException;
import io.pgcairn.storage.StoreTimeoutException;
import io.pgcairn.storage.StoreUnavailableException;
import io.pgcairn.storage.contract.FaultScript;
import io.pgcairn.storage.contract.FaultyObjectStore;
import io.pgcairn.storage.contract.MemoryObjectStore;
import io.pgcairn.storage.contract.StoreStep;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random histories against a replication whose stores fail at random steps and which is started anew now and then:
 * objects are stored at any step of a copy, the source's host may be lost after each.
 */
class RandomReplicationsTest {
    private static final int STEPS = 60;

    private final SteppedClock clock = new SteppedClock();
    private final MemoryObjectStore near = new MemoryObjectStore(clock);
    private final MemoryObjectStore far = new MemoryObjectStore(clock);
    private final RestorablePrefix judged = new RestorablePrefix(far);
    private final FaultyObjectStore faultyNear = new FaultyObjectStore(new ShortPages(near, 3), FaultScript.none());
    private final FaultyObjectStore faultyFar = new FaultyObjectStore(new ShortPages(judged, 3), FaultScript.none());
    private final AnnouncingObjectStore announcing = new AnnouncingObjectStore(near);
    private final ArchiveNames names = new ArchiveNames(SourceArchive.CLUSTER);
    private final NotedEvents events = new NotedEvents();
    private WalLane wal;
    private BackupLane backups;

    RandomReplicationsTest() {
        start();
    }

    static LongStream seeds() {
        return LongStream.concat(LongStream.rangeClosed(1, 15), new Random().longs(5));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void the_target_is_a_restorable_prefix_at_every_moment_and_equals_the_source_at_the_end(long seed)
            throws Exception {
        Random random = new Random(seed);
        try {
            announcing.announceTo(this::announced);
            WrittenHistory history =
                    new WrittenHistory(new SourceArchive(announcing, 42), announcing, new Random(seed + 1));
            FaultScript nearScript = chance(history, new Random(seed + 2));
            FaultScript farScript = chance(history, new Random(seed + 3));
            for (int i = 0; i < STEPS; i++) {
                write(history);
                if (random.nextInt(3) == 0) {
                    faultyNear.follow(random.nextInt(4) == 0 ? FaultScript.none() : nearScript);
                    faultyFar.follow(random.nextInt(4) == 0 ? FaultScript.none() : farScript);
                    tryPass(random);
                    judged.assertHeld();
                }
                if (random.nextInt(20) == 0) {
                    start();
                }
                clock.step(Duration.ofSeconds(random.nextInt(300)));
            }
            faultyNear.follow(FaultScript.none());
            faultyFar.follow(FaultScript.none());
            catchUp();
            judged.assertHeld();
            assertEquals(Set.of(), without(wanted(), Tiers.names(far)), "lacking");
            assertEquals(Set.of(), without(Tiers.names(far), wanted()), "superfluous");
            assertEquals(Lag.NONE, wal.backlog().lag().orElseThrow());
            assertEquals(Lag.NONE, backups.backlog().lag().orElseThrow());
            assertEquals(List.of(), events.of("differs"));
        } catch (AssertionError | Exception e) {
            throw new AssertionError("seed " + seed, e);
        }
    }

    private void start() {
        TierPair pair = new TierPair(
                names,
                faultyNear,
                faultyFar,
                new Copier(List.of(faultyNear), faultyFar),
                WantedObjects.ALL,
                events,
                clock);
        ReplicationSettings settings = new ReplicationSettings(
                3, 2, Duration.ofMillis(1), Duration.ofMillis(2), Duration.ofHours(24), Duration.ofMinutes(5), false);
        wal = new WalLane(pair, settings);
        backups = new BackupLane(pair, settings, wal::seek);
    }

    private void announced(ObjectKey key, long bytes) {
        try {
            judged.sourceHas(key, Tiers.bytes(near, key));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (!wal.stored(names.parse(key), bytes)) {
            backups.stored(names.parse(key), bytes);
        }
    }

    /** At some steps the daemon goes on storing, at some the store fails. */
    private FaultScript chance(WrittenHistory history, Random random) {
        return (step, key) -> {
            int dice;
            synchronized (random) {
                dice = random.nextInt(80);
            }
            if (dice < 3) {
                try {
                    write(history);
                } catch (StoreException e) {
                    throw e;
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            } else if (dice < 6) {
                throw failure(step, dice);
            }
        };
    }

    private static StoreException failure(StoreStep step, int dice) {
        return switch (dice) {
            case 3 -> new StoreUnavailableException("down at " + step, "", null);
            case 4 -> new StoreTimeoutException("slow at " + step, "", null);
            default -> new StoreForbiddenException("refused at " + step, "", null);
        };
    }

    private void write(WrittenHistory history) throws IOException {
        synchronized (history) {
            history.step();
        }
    }

    private void tryPass(Random random) throws InterruptedException {
        try {
            if (random.nextBoolean()) {
                wal.pass();
                backups.walArrived();
            } else {
                backups.pass();
            }
        } catch (IOException e) {
            // The next pass goes on where this one failed.
        }
    }

    private void catchUp() throws Exception {
        // Tails that could not be deleted are found by the daily walk.
        clock.step(Duration.ofHours(25));
        for (int i = 0; i < 10; i++) {
            wal.pass();
            backups.walArrived();
            backups.pass();
            clock.step(Duration.ofMinutes(10));
        }
    }

    private static Set<String> without(Set<String> names, Set<String> others) {
        TreeSet<String> rest = new TreeSet<>(names);
        rest.removeAll(others);
        return rest;
    }

    /** What the target is to hold: all of the source but tails beside their segments and parts without a mark. */
    private Set<String> wanted() throws IOException {
        TreeSet<String> all = Tiers.names(near);
        Set<String> complete = new HashSet<>();
        Set<String> committed = new HashSet<>();
        for (String key : all) {
            switch (names.parse(new ObjectKey(key))) {
                case ArchiveName.Segment segment -> complete.add(segment.stem());
                case ArchiveName.Mark mark -> committed.add(mark.backup().value());
                default -> {}
            }
        }
        all.removeIf(key -> switch (names.parse(new ObjectKey(key))) {
            case ArchiveName.Tail tail -> complete.contains(tail.stem());
            case ArchiveName.Part part -> !committed.contains(part.backup().value());
            default -> false;
        });
        return all;
    }
}
