package io.pgcairn.daemon.catalog;

import io.pgcairn.daemon.pipeline.ContentDigest;
import io.pgcairn.daemon.pipeline.CorruptFrameException;
import io.pgcairn.daemon.pipeline.ObjectFetcher;
import io.pgcairn.daemon.pipeline.ObjectPusher;
import io.pgcairn.daemon.postgres.SegmentName;
import io.pgcairn.daemon.postgres.TimelineHistory;
import io.pgcairn.daemon.postgres.TimelineId;
import io.pgcairn.storage.ObjectDeleter;
import io.pgcairn.storage.ObjectExistsException;
import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.ObjectMissingException;
import io.pgcairn.storage.StoreException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * One lineage's WAL in the store: push and fetch of segments, tails and histories by the names PostgreSQL gives them.
 * What is pushed is durable when the call returns, and noted in the inventory. Pushing the same bytes again succeeds:
 * their name is taken by themselves. Safe for use by several threads.
 */
public final class WalArchive {
    private static final int MAX_HISTORY_BYTES = 16 << 20;

    private final WalNames names;
    private final WalInventory inventory;
    private final ObjectPusher pusher;
    private final ObjectFetcher fetcher;
    private final ObjectDeleter deleter;

    WalArchive(
            WalNames names, WalInventory inventory, ObjectPusher pusher, ObjectFetcher fetcher, ObjectDeleter deleter) {
        this.names = names;
        this.inventory = inventory;
        this.pusher = pusher;
        this.fetcher = fetcher;
        this.deleter = deleter;
    }

    /** What is known to be in the store. */
    public WalInventory inventory() {
        return inventory;
    }

    /**
     * Stores a complete segment.
     *
     * @param whole exactly a segment's bytes; its position is left alone
     */
    public void pushSegment(SegmentName segment, ByteBuffer whole) throws IOException {
        pushSegment(segment, whole, () -> true);
    }

    /**
     * Stores a complete segment in its turn: it is compressed, sealed and sent at once, and appears in the store when
     * the turn has come. So several segments are on their way together, and none appears before the one before it.
     *
     * @param whole exactly a segment's bytes; its position is left alone
     * @param turn waits until the segment may appear; false if it is not to
     * @return whether it is stored
     */
    public boolean pushSegment(SegmentName segment, ByteBuffer whole, BooleanSupplier turn) throws IOException {
        if (whole.remaining() != inventory.segmentSize().bytes()) {
            throw new IllegalArgumentException("a complete segment has " + inventory.segmentSize() + ", not "
                    + whole.remaining() + " bytes: " + segment);
        }
        ContentDigest digest = ContentDigest.of(whole);
        ObjectKey key = names.segment(segment, digest, pusher.compressedSuffix());
        boolean isStored = pushUnlessThere(key, whole.duplicate(), turn);
        if (isStored) {
            inventory.add(new StoredName.Segment(key, segment, digest));
        }
        return isStored;
    }

    /**
     * Stores the bytes {@code [from, from + bytes.remaining())} of a segment that is still filling.
     *
     * @param bytes their position is left alone
     */
    public void pushTail(SegmentName segment, int from, ByteBuffer bytes) throws IOException {
        int to = from + bytes.remaining();
        ContentDigest digest = ContentDigest.of(bytes);
        ObjectKey key = names.tail(segment, from, to, digest, pusher.compressedSuffix());
        pushUnlessThere(key, bytes.duplicate(), () -> true);
        inventory.add(new StoredName.Tail(key, segment, from, to, digest));
    }

    /** Stores a timeline's history file. */
    public void pushHistory(TimelineId timeline, byte[] file) throws IOException {
        ContentDigest digest = ContentDigest.of(ByteBuffer.wrap(file));
        ObjectKey key = names.history(timeline, digest, pusher.sealedSuffix());
        try {
            pusher.pushUncompressed(key, ByteBuffer.wrap(file));
        } catch (ObjectExistsException e) {
            // The name holds the digest of the content: it is there already.
        }
        inventory.add(new StoredName.History(key, timeline, digest));
    }

    private boolean pushUnlessThere(ObjectKey key, ByteBuffer plain, BooleanSupplier turn) throws IOException {
        try {
            return pusher.push(key, plain, turn).isPresent();
        } catch (ObjectExistsException e) {
            // The name holds the digest: these bytes are there already, stored by another daemon, or by us before a
            // reply was lost.
            return true;
        }
    }

    /** Deletes the tails of a segment that is complete in the store; tails of any other are left alone. */
    public void deleteTails(SegmentName segment) throws StoreException {
        SegmentHolding holding = inventory.holding(segment);
        if (holding.isComplete() && !holding.tails().isEmpty()) {
            deleter.delete(holding.tails().stream().map(StoredName.Tail::key).toList());
            inventory.removeTails(segment);
        }
    }

    /**
     * Reads a complete segment into a buffer, checked against the digest in its name.
     *
     * @param into takes exactly a segment's bytes at its position
     * @throws ObjectMissingException it is not in the store as far as the inventory knows
     * @throws CorruptFrameException it is damaged, or two different contents have its name
     */
    public void fetchSegment(SegmentName segment, ByteBuffer into) throws IOException {
        List<StoredName.Segment> contents = inventory.holding(segment).contents();
        if (contents.isEmpty()) {
            throw new ObjectMissingException(fileName(segment) + " is not in the store", "", null);
        }
        if (contents.size() > 1) {
            throw new CorruptFrameException(
                    fileName(segment) + " has two different contents: two servers wrote one timeline", null);
        }
        ByteBuffer written = into.duplicate();
        int read = fetcher.fetch(contents.getFirst().key(), into);
        written.limit(into.position());
        boolean isWhole = read == inventory.segmentSize().bytes();
        if (!isWhole || !ContentDigest.of(written).equals(contents.getFirst().digest())) {
            throw new CorruptFrameException(
                    contents.getFirst().key() + " does not hold the bytes that its name says", null);
        }
    }

    /**
     * Opens what there is of a segment from its start on, whole or the tails, without holding it: for those who prove
     * its bytes by what is in them.
     *
     * @throws ObjectMissingException nothing of it is in the store as far as the inventory knows
     */
    public InputStream openSegment(SegmentName segment) throws IOException {
        SegmentHolding holding = inventory.holding(segment);
        if (holding.isComplete()) {
            return fetcher.open(holding.contents().getFirst().key());
        }
        ByteBuffer tails = ByteBuffer.allocate(holding.coveredBytes());
        if (fetchTails(segment, tails) == 0) {
            throw new ObjectMissingException(fileName(segment) + " is not in the store", "", null);
        }
        return new ByteArrayInputStream(tails.array());
    }

    /**
     * Reads what the tails of a segment cover into a buffer.
     *
     * @return how many bytes from the segment's start they covered
     */
    public int fetchTails(SegmentName segment, ByteBuffer into) throws IOException {
        ByteBuffer whole = into.slice();
        int end = 0;
        for (StoredName.Tail tail : requireAgreeing(segment).cover()) {
            fetchTail(tail, whole, end);
            end = tail.to();
        }
        into.position(into.position() + end);
        return end;
    }

    private SegmentHolding requireAgreeing(SegmentName segment) throws CorruptFrameException {
        SegmentHolding holding = inventory.holding(segment);
        if (holding.hasContradictoryTails()) {
            throw contradictoryTails(segment);
        }
        return holding;
    }

    private CorruptFrameException contradictoryTails(SegmentName segment) {
        return new CorruptFrameException(
                "the tails of " + fileName(segment) + " contradict each other: two servers wrote one timeline", null);
    }

    /** A tail may begin before the end of the one before it; both must hold the same bytes there. */
    private void fetchTail(StoredName.Tail tail, ByteBuffer whole, int end) throws IOException {
        byte[] before = new byte[Math.max(0, end - tail.from())];
        whole.get(tail.from(), before);
        int read = fetcher.fetch(
                tail.key(), whole.duplicate().position(tail.from()).limit(tail.to()));
        ByteBuffer got = whole.slice(tail.from(), tail.to() - tail.from());
        if (read != got.capacity() || !ContentDigest.of(got).equals(tail.digest())) {
            throw new CorruptFrameException(tail.key() + " does not hold the bytes that its name says", null);
        }
        if (!got.slice(0, before.length).equals(ByteBuffer.wrap(before))) {
            throw contradictoryTails(tail.segment());
        }
    }

    /**
     * Whether the tails of a segment hold the very bytes that were received: proven by their digests, without opening
     * anything.
     *
     * @param received the segment's bytes from its start, as many as its tails cover
     */
    public boolean provesTails(SegmentName segment, ByteBuffer received) {
        SegmentHolding holding = inventory.holding(segment);
        return !holding.hasContradictoryTails()
                && holding.cover().stream()
                        .filter(tail -> tail.to() <= received.remaining())
                        .allMatch(tail -> tail.digest()
                                .equals(ContentDigest.of(
                                        received.slice(received.position() + tail.from(), tail.to() - tail.from()))));
    }

    /**
     * Reads a timeline's history file.
     *
     * @throws ObjectMissingException it is not in the store as far as the inventory knows
     * @throws CorruptFrameException it is damaged, or two different ones have its name
     */
    public byte[] fetchHistory(TimelineId timeline) throws IOException {
        List<StoredName.History> held = inventory.histories(timeline);
        if (held.isEmpty()) {
            throw new ObjectMissingException(timeline.historyFileName() + " is not in the store", "", null);
        }
        if (held.size() > 1) {
            throw new CorruptFrameException(
                    timeline.historyFileName() + " has two different contents: two servers were promoted", null);
        }
        byte[] file;
        try (InputStream plain = fetcher.open(held.getFirst().key())) {
            file = plain.readNBytes(MAX_HISTORY_BYTES);
        }
        if (!ContentDigest.of(ByteBuffer.wrap(file)).equals(held.getFirst().digest())) {
            throw new CorruptFrameException(
                    held.getFirst().key() + " does not hold the bytes that its name says", null);
        }
        return file;
    }

    /**
     * The ancestry of a timeline: its history file's, or a root's for timeline 1.
     *
     * @throws ObjectMissingException a later timeline has no history file in the store
     */
    public TimelineHistory history(TimelineId timeline) throws IOException {
        if (timeline.equals(TimelineId.FIRST)) {
            return TimelineHistory.root(timeline);
        }
        try {
            return TimelineHistory.parse(timeline, fetchHistory(timeline));
        } catch (IllegalArgumentException e) {
            throw new CorruptFrameException(
                    "the history of timeline " + timeline + " cannot be read: " + e.getMessage(), e);
        }
    }

    private String fileName(SegmentName segment) {
        return segment.fileName(inventory.segmentSize());
    }
}
