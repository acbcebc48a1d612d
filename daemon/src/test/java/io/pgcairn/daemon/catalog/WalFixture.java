package io.pgcairn.daemon.catalog;

import io.pgcairn.daemon.pipeline.ObjectFetcher;
import io.pgcairn.daemon.pipeline.ObjectPusher;
import io.pgcairn.daemon.postgres.SegmentName;
import io.pgcairn.daemon.postgres.SegmentSize;
import io.pgcairn.daemon.postgres.SystemId;
import io.pgcairn.daemon.postgres.TimelineId;
import io.pgcairn.storage.ObjectStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/** A lineage of 1 MiB segments in a store, without encryption. */
public final class WalFixture {
    public static final SegmentSize SIZE = new SegmentSize(1 << 20);

    private final Lineages lineages;
    private final Lineage lineage;

    public WalFixture(ObjectStore store) throws IOException {
        ObjectPusher pusher = new ObjectPusher(store, Optional.empty(), 1);
        lineages = new Lineages(
                new ClusterName("main"), store, pusher, pusher, new ObjectFetcher(store, Optional.empty()));
        lineage = lineages.openOrCreate(
                new LineageRecord(new SystemId(42), 18, SIZE, Instant.parse("2026-11-21T07:00:00Z")));
    }

    public Lineages lineages() {
        return lineages;
    }

    public Lineage lineage() {
        return lineage;
    }

    public WalArchive wal() {
        return lineage.wal();
    }

    public static SegmentName segment(long timeline, long number) {
        return new SegmentName(new TimelineId(timeline), number);
    }

    public static ByteBuffer content(int seed) {
        byte[] bytes = new byte[SIZE.bytes()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i * 31 + seed);
        }
        return ByteBuffer.wrap(bytes);
    }

    public void push(long timeline, long number) throws IOException {
        wal().pushSegment(segment(timeline, number), content((int) number));
    }

    public void pushTail(long timeline, long number, int from, int to) throws IOException {
        wal().pushTail(segment(timeline, number), from, content((int) number).slice(from, to - from));
    }

    public void pushHistory(long timeline, String text) throws IOException {
        wal().pushHistory(new TimelineId(timeline), text.getBytes(StandardCharsets.UTF_8));
    }
}
