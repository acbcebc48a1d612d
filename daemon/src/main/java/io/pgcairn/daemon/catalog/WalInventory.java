package io.pgcairn.daemon.catalog;

import io.pgcairn.daemon.postgres.SegmentName;
import io.pgcairn.daemon.postgres.SegmentSize;
import io.pgcairn.daemon.postgres.TimelineId;
import io.pgcairn.storage.ObjectInfo;
import io.pgcairn.storage.ObjectLister;
import io.pgcairn.storage.StoreException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Which WAL of one lineage is in the store, as the listing of names tells it: gaps are computed from it, never
 * remembered. Kept in memory, brought up to date by {@link #refresh()} and by those who store and delete. Safe for use
 * by several threads.
 */
public final class WalInventory {
    private final ObjectLister store;
    private final WalNames names;
    private final SegmentSize size;

    /** One listing at a time; the lock of this object is never held while the store is asked. */
    private final ReentrantLock listing = new ReentrantLock();

    // Guarded by this. What comes in while a listing runs may be missing from it and is put in afterwards.
    private WalIndex index;
    private final List<StoredName> arrivedWhileListing = new ArrayList<>();

    WalInventory(ObjectLister store, WalNames names, SegmentSize size) {
        this.store = store;
        this.names = names;
        this.size = size;
        this.index = new WalIndex(names, size);
    }

    public SegmentSize segmentSize() {
        return size;
    }

    /** Lists all of the lineage's WAL anew; what was deleted by others is gone from here as well. */
    public void refresh() throws StoreException {
        refresh(_ -> {});
    }

    /** @param seen is shown every object that is listed */
    void refresh(Consumer<ObjectInfo> seen) throws StoreException {
        listing.lock();
        try {
            forgetArrived();
            WalIndex fresh = new WalIndex(names, size);
            list("", object -> {
                seen.accept(object);
                fresh.put(parse(object));
            });
            replace(fresh);
        } finally {
            listing.unlock();
        }
    }

    /** Lists what the store holds of {@code from} and of all names after it, and adds what is new. */
    public void refreshFrom(SegmentName from) throws StoreException {
        list(names.before(from), object -> add(parse(object)));
    }

    /** Lists what the store holds of a timeline, its history file included, and of later ones, and adds what is new. */
    public void refreshFrom(TimelineId from) throws StoreException {
        list(names.before(from), object -> add(parse(object)));
    }

    private void list(String after, Consumer<ObjectInfo> into) throws StoreException {
        ListedPages.list(store, names.prefix(), after, object -> {
            into.accept(object);
            return true;
        });
    }

    /** When the store took the last object of a segment, by the store's clock; empty if it holds nothing of it. */
    public Optional<Instant> storedAt(SegmentName segment) throws StoreException {
        List<Instant> times = new ArrayList<>();
        ListedPages.list(store, names.before(segment), "", object -> times.add(object.modified()));
        return times.stream().max(Comparator.naturalOrder());
    }

    private StoredName parse(ObjectInfo object) {
        return names.parse(object.key());
    }

    private synchronized void forgetArrived() {
        arrivedWhileListing.clear();
    }

    private synchronized void replace(WalIndex fresh) {
        arrivedWhileListing.forEach(fresh::put);
        arrivedWhileListing.clear();
        index = fresh;
    }

    /** Takes note of an object that was just stored or listed. */
    synchronized void add(StoredName name) {
        index.put(name);
        if (listing.isLocked()) {
            arrivedWhileListing.add(name);
        }
    }

    /** Takes note that a segment's tails were deleted. */
    synchronized void removeTails(SegmentName segment) {
        index.removeTails(segment);
    }

    synchronized SegmentHolding holding(SegmentName segment) {
        return index.holding(segment);
    }

    synchronized List<StoredName.History> histories(TimelineId timeline) {
        return index.histories(timeline);
    }

    /** Whether the complete segment is in the store. */
    public synchronized boolean isComplete(SegmentName segment) {
        return index.isComplete(segment);
    }

    /** How many bytes from the segment's start its tails cover; 0 if there are none. */
    public int tailBytes(SegmentName segment) {
        return holding(segment).coveredBytes();
    }

    /** Whether two different contents are in the store under this segment's name. */
    public boolean isContradictory(SegmentName segment) {
        return holding(segment).contents().size() > 1;
    }

    /** Whether tails of this segment are in the store that lie behind a hole: bytes before them are missing. */
    public boolean hasBrokenTails(SegmentName segment) {
        return holding(segment).hasHole();
    }

    /** Whether two different history files of this timeline are in the store. */
    public boolean isContradictory(TimelineId timeline) {
        return histories(timeline).size() > 1;
    }

    /** Whether the timeline's history file is in the store. */
    public boolean hasHistory(TimelineId timeline) {
        return !histories(timeline).isEmpty();
    }

    /** Whether anything of a later segment on the same timeline is in the store. */
    public synchronized boolean hasLater(SegmentName segment) {
        return index.hasLater(segment);
    }

    /** The timelines whose history file is in the store, ascending. */
    public synchronized List<TimelineId> timelinesWithHistory() {
        return index.timelinesWithHistory();
    }

    /** The timelines of which any WAL is in the store, ascending. */
    public synchronized List<TimelineId> timelinesWithWal() {
        return index.timelinesWithWal();
    }

    /** Whether any WAL of a timeline is in the store. */
    public synchronized boolean hasWal(TimelineId timeline) {
        return index.hasWal(timeline);
    }

    /** The first segment of a timeline of which anything is in the store; empty if there is none. */
    public synchronized Optional<SegmentName> first(TimelineId timeline) {
        return index.first(timeline);
    }

    /** The segments of a timeline of which anything is in the store, ascending. */
    public synchronized List<SegmentName> segmentsOf(TimelineId timeline) {
        return index.segmentsOf(timeline);
    }

    /** All stretches of a timeline's WAL without a gap, ascending. */
    public synchronized List<WalRun> runs(TimelineId timeline) {
        return index.runs(timeline);
    }
}
