package io.pgcairn.daemon.tier;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.daemon.catalog.ArchiveName;
import io.pgcairn.daemon.catalog.ArchiveNames;
import io.pgcairn.daemon.catalog.BackupProof;
import io.pgcairn.storage.ForwardingObjectStore;
import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.ObjectStore;
import io.pgcairn.storage.ObjectUpload;
import io.pgcairn.storage.PutCondition;
import io.pgcairn.storage.StoreException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;

/**
 * The target of a replication, judged at each change: had the source's host been lost just then, what is here would be
 * an archive without a hole that the source did not have.
 */
final class RestorablePrefix extends ForwardingObjectStore {
    private final ObjectStore store;
    private final ArchiveNames names = new ArchiveNames(SourceArchive.CLUSTER);

    /** Every object that the source ever had, with its bytes. */
    private final ConcurrentSkipListMap<String, byte[]> everStored = new ConcurrentSkipListMap<>();

    /** The stems of all segments that the source ever had whole. */
    private final ConcurrentSkipListSet<String> everWhole = new ConcurrentSkipListSet<>();

    // Guarded by this.
    private Optional<Throwable> broken = Optional.empty();

    RestorablePrefix(ObjectStore store) {
        super(store);
        this.store = store;
    }

    void sourceHas(ObjectKey key, byte[] bytes) {
        everStored.put(key.value(), bytes);
        if (names.parse(key) instanceof ArchiveName.Segment segment) {
            everWhole.add(segment.stem());
        }
    }

    /** Fails if what was judged was ever not as it must be. */
    synchronized void assertHeld() {
        broken.ifPresent(e -> {
            throw new AssertionError("the target was not restorable", e);
        });
    }

    private synchronized void judge() {
        try {
            TreeSet<String> held = Tiers.names(store);
            Set<String> complete = new HashSet<>();
            for (String key : held) {
                if (names.parse(new ObjectKey(key)) instanceof ArchiveName.Segment segment) {
                    complete.add(segment.stem());
                }
            }
            for (String key : held) {
                assertArrayEquals(everStored.get(key), Tiers.bytes(store, new ObjectKey(key)), key);
                judge(names.parse(new ObjectKey(key)), held, complete);
            }
        } catch (IOException | AssertionError e) {
            broken = broken.isEmpty() ? Optional.of(e) : broken;
        }
    }

    private void judge(ArchiveName name, TreeSet<String> held, Set<String> complete) throws IOException {
        switch (name) {
            case ArchiveName.Segment segment -> assertBefore(segment.stem(), held, complete, segment.key());
            case ArchiveName.Tail tail -> {
                assertBefore(tail.stem(), held, complete, tail.key());
                if (!complete.contains(tail.stem())) {
                    assertTailsBefore(tail, held);
                }
            }
            case ArchiveName.Mark mark ->
                assertEquals(
                        Optional.empty(),
                        BackupProof.read(store, mark.lineage(), mark.backup()).missingIn(store),
                        mark.key().value());
            case ArchiveName.History history ->
                assertTrue(held.contains(names.record(history.lineage()).value()));
            case ArchiveName.Record _,
                    ArchiveName.Part _,
                    ArchiveName.Hold _,
                    ArchiveName.Buried _,
                    ArchiveName.DumpPart _,
                    ArchiveName.DumpMark _,
                    ArchiveName.Lease _,
                    ArchiveName.Drill _,
                    ArchiveName.Foreign _ -> {}
        }
    }

    /** Every segment before this one on its timeline that the source was ever given whole is here, and its history. */
    private void assertBefore(String stem, TreeSet<String> held, Set<String> complete, ObjectKey of) {
        String timeline = stem.substring(0, stem.lastIndexOf('/'));
        for (String before : everWhole.subSet(timeline + "/", stem)) {
            assertTrue(complete.contains(before), of + " is here and not " + before);
        }
        for (String key : everStored.tailMap(timeline + ".history", true).keySet()) {
            if (!key.startsWith(timeline + ".history")) {
                break;
            }
            assertTrue(held.contains(key), of + " is here and not " + key);
        }
    }

    private void assertTailsBefore(ArchiveName.Tail tail, TreeSet<String> held) {
        for (String key : everStored.keySet()) {
            boolean isBefore = key.startsWith(tail.stem() + ".tail/")
                    && key.compareTo(tail.key().value()) < 0;
            assertTrue(!isBefore || held.contains(key), tail.key() + " is here and not " + key);
        }
    }

    @Override
    public ObjectUpload upload(ObjectKey key, PutCondition condition) throws StoreException {
        ObjectUpload upload = store.upload(key, condition);
        return new ObjectUpload() {
            @Override
            public void write(ByteBuffer bytes) throws StoreException {
                upload.write(bytes);
            }

            @Override
            public void commit() throws StoreException {
                upload.commit();
                judge();
            }

            @Override
            public void close() throws StoreException {
                upload.close();
            }
        };
    }

    @Override
    public void delete(Collection<ObjectKey> keys) throws StoreException {
        store.delete(keys);
        judge();
    }

    @Override
    public void close() {
        try {
            store.close();
        } catch (StoreException e) {
            throw new UncheckedIOException(e);
        }
    }
}
