package io.pgcairn.daemon.restore;

import io.pgcairn.daemon.catalog.ClusterName;
import io.pgcairn.daemon.catalog.Lineage;
import io.pgcairn.daemon.catalog.LineageRecord;
import io.pgcairn.daemon.catalog.Lineages;
import io.pgcairn.daemon.catalog.WalArchive;
import io.pgcairn.daemon.pipeline.ObjectFetcher;
import io.pgcairn.daemon.pipeline.ObjectPusher;
import io.pgcairn.daemon.postgres.SegmentName;
import io.pgcairn.daemon.postgres.SegmentSize;
import io.pgcairn.daemon.postgres.SystemId;
import io.pgcairn.daemon.postgres.TimelineId;
import io.pgcairn.storage.ObjectInfo;
import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.contract.FaultScript;
import io.pgcairn.storage.contract.FaultyObjectStore;
import io.pgcairn.storage.contract.MemoryObjectStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;

/** A store into which one process writes WAL, and which another, the one under test, reads with its own inventory. */
final class ArchiveFixture {
    static final SegmentSize SIZE = new SegmentSize(1 << 20);
    static final SystemId SYSTEM = new SystemId(7_000_000_000_000_000_001L);

    final MemoryObjectStore memory =
            new MemoryObjectStore(Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC));
    final FaultyObjectStore store = new FaultyObjectStore(memory, FaultScript.none());
    final WalArchive writer;

    ArchiveFixture() throws IOException {
        writer = addLineage(SYSTEM).wal();
    }

    Lineage addLineage(SystemId system) throws IOException {
        return lineages(memory)
                .openOrCreate(new LineageRecord(system, 18, SIZE, Instant.parse("2026-01-02T03:04:05Z")));
    }

    private static Lineages lineages(io.pgcairn.storage.ObjectStore store) {
        ObjectPusher pusher = new ObjectPusher(store, Optional.empty(), 1);
        return new Lineages(new ClusterName("main"), store, pusher, pusher, new ObjectFetcher(store, Optional.empty()));
    }

    /** What the process under test opens. */
    Lineages lineagesUnderTest() {
        return lineages(store);
    }

    WalArchive archiveUnderTest() throws IOException {
        return lineagesUnderTest().list().getFirst().wal();
    }

    static SegmentName segment(long timeline, long number) {
        return new SegmentName(new TimelineId(timeline), number);
    }

    static String name(long timeline, long number) {
        return segment(timeline, number).fileName(SIZE);
    }

    /** Bytes that only this segment has. */
    static byte[] content(long timeline, long number) {
        byte[] bytes = new byte[SIZE.bytes()];
        new Random(timeline * 1_000_003 + number).nextBytes(bytes);
        return bytes;
    }

    void pushSegments(long timeline, long from, long to) throws IOException {
        for (long number = from; number <= to; number++) {
            writer.pushSegment(segment(timeline, number), ByteBuffer.wrap(content(timeline, number)));
        }
    }

    void pushTail(long timeline, long number, int from, int to) throws IOException {
        writer.pushTail(segment(timeline, number), from, ByteBuffer.wrap(content(timeline, number), from, to - from));
    }

    /** A history of one ancestor, which ended {@code offset} bytes into its segment of this number. */
    byte[] pushHistory(long timeline, long ancestor, long number, int offset) throws IOException {
        String line = ancestor + "\t" + segment(ancestor, number).start(SIZE).plus(offset) + "\tno reason\n";
        byte[] file = line.getBytes(StandardCharsets.US_ASCII);
        writer.pushHistory(new TimelineId(timeline), file);
        return file;
    }

    /** Deletes behind everybody's back. */
    void delete(Predicate<String> keys) throws IOException {
        List<ObjectKey> doomed = memory.list("", "", 100_000).objects().stream()
                .map(ObjectInfo::key)
                .filter(key -> keys.test(key.value()))
                .toList();
        memory.delete(doomed);
    }
}
