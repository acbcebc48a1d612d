package io.pgcairn.daemon.tier;

import io.pgcairn.daemon.catalog.ArchiveNames;
import io.pgcairn.storage.ByteRange;
import io.pgcairn.storage.ObjectInfo;
import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.ObjectPage;
import io.pgcairn.storage.ObjectReader;
import io.pgcairn.storage.ObjectStore;
import io.pgcairn.storage.ObjectUpload;
import io.pgcairn.storage.PutCondition;
import io.pgcairn.storage.contract.FaultScript;
import io.pgcairn.storage.contract.FaultyObjectStore;
import io.pgcairn.storage.contract.MemoryObjectStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Two tiers in memory, each of which can fail, and the lanes between them; passes run on the caller's thread. */
final class Tiers {
    final SteppedClock clock = new SteppedClock();
    final MemoryObjectStore near = new MemoryObjectStore(clock);
    final MemoryObjectStore far = new MemoryObjectStore(clock);
    final FaultyObjectStore faultyNear = new FaultyObjectStore(new ShortPages(near, 3), FaultScript.none());
    final FaultyObjectStore faultyFar = new FaultyObjectStore(new ShortPages(far, 3), FaultScript.none());
    final AnnouncingObjectStore source = new AnnouncingObjectStore(near);
    final SourceArchive archive = new SourceArchive(source, 42);
    final NotedEvents events = new NotedEvents();
    final SetWish wanted = new SetWish();
    WalLane wal;
    BackupLane backups;

    Tiers() {
        this(List.of());
    }

    Tiers(List<ObjectReader> others) {
        start(others);
        source.announceTo((key, bytes) -> {
            boolean isWal = wal.stored(new ArchiveNames(SourceArchive.CLUSTER).parse(key), bytes);
            if (!isWal) {
                backups.stored(new ArchiveNames(SourceArchive.CLUSTER).parse(key), bytes);
            }
        });
    }

    /** What a daemon that starts again has: nothing but the stores. */
    void start(List<ObjectReader> others) {
        List<ObjectReader> readers = new ArrayList<>(List.of(faultyNear));
        readers.addAll(others);
        TierPair pair = new TierPair(
                new ArchiveNames(SourceArchive.CLUSTER),
                faultyNear,
                faultyFar,
                new Copier(readers, faultyFar),
                wanted,
                events,
                clock);
        ReplicationSettings settings = new ReplicationSettings(
                3, 3, Duration.ofMillis(1), Duration.ofMillis(4), Duration.ofHours(24), Duration.ofHours(1), false);
        wal = new WalLane(pair, settings);
        backups = new BackupLane(pair, settings, wal::seek);
    }

    void pass() throws IOException, InterruptedException {
        wal.pass();
        backups.walArrived();
        backups.pass();
    }

    /** The names of all objects of a store. */
    static TreeSet<String> names(ObjectStore store) throws IOException {
        TreeSet<String> names = new TreeSet<>();
        ObjectPage page = store.list("", "", 1_000_000);
        page.objects().stream().map(ObjectInfo::key).map(ObjectKey::value).forEach(names::add);
        return names;
    }

    static byte[] bytes(ObjectStore store, ObjectKey key) throws IOException {
        try (InputStream in = store.get(key, ByteRange.ALL)) {
            return in.readAllBytes();
        }
    }

    static void put(ObjectStore store, ObjectKey key, byte[] bytes) throws IOException {
        try (ObjectUpload upload = store.upload(key, PutCondition.REPLACE)) {
            upload.write(ByteBuffer.wrap(bytes));
            upload.commit();
        }
    }
}
