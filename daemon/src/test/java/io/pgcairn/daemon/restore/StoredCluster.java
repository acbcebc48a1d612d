package io.pgcairn.daemon.restore;

import io.pgcairn.crypto.AgeOpener;
import io.pgcairn.crypto.AgeSealer;
import io.pgcairn.daemon.catalog.ClusterName;
import io.pgcairn.daemon.catalog.Lineage;
import io.pgcairn.daemon.catalog.LineageRecord;
import io.pgcairn.daemon.catalog.Lineages;
import io.pgcairn.daemon.pipeline.ObjectFetcher;
import io.pgcairn.daemon.pipeline.ObjectPusher;
import io.pgcairn.daemon.postgres.SegmentName;
import io.pgcairn.daemon.postgres.SegmentSize;
import io.pgcairn.daemon.postgres.SystemId;
import io.pgcairn.daemon.postgres.TimelineId;
import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.ObjectUpload;
import io.pgcairn.storage.PutCondition;
import io.pgcairn.storage.contract.FaultScript;
import io.pgcairn.storage.contract.FaultyObjectStore;
import io.pgcairn.storage.contract.MemoryObjectStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;

/** A cluster's archive in memory; its WAL segments are names without content, as a planner needs them. */
final class StoredCluster {
    static final SystemId SYSTEM = new SystemId(7_000_000_000_000_000_001L);
    static final SegmentSize SEGMENT = new SegmentSize(1 << 20);
    static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    final FaultyObjectStore store = new FaultyObjectStore(new MemoryObjectStore(CLOCK), FaultScript.none());
    final Lineage lineage;

    StoredCluster() throws IOException {
        this(Optional.empty(), Optional.empty());
    }

    StoredCluster(Optional<AgeSealer> sealer, Optional<AgeOpener> opener) throws IOException {
        this.lineage = open(sealer, opener);
    }

    /** The same archive with other keys. */
    Lineage open(Optional<AgeSealer> sealer, Optional<AgeOpener> opener) throws IOException {
        ObjectPusher pusher = new ObjectPusher(store, sealer, 1);
        return new Lineages(new ClusterName("main"), store, pusher, pusher, new ObjectFetcher(store, opener))
                .openOrCreate(new LineageRecord(SYSTEM, 18, SEGMENT, NOW));
    }

    /** A planner that takes the WAL, which has no content here, to have all that is asked for. */
    RestorePlanner planner() {
        return new RestorePlanner(lineage, new WillingEvidence(), CLOCK);
    }

    /** The names of complete segments, {@code from} to {@code to}. */
    StoredCluster segments(long timeline, long from, long to) throws IOException {
        for (long number = from; number <= to; number++) {
            put(segmentKey(timeline, number, 0x0123456789abcdefL), new byte[0]);
        }
        return this;
    }

    /** Another content of a segment. */
    StoredCluster contradiction(long timeline, long number) throws IOException {
        put(segmentKey(timeline, number, 0x0fedcba987654321L), new byte[0]);
        return this;
    }

    /** The name of a tail that covers a segment's first bytes. */
    StoredCluster tail(long timeline, long number, int to) throws IOException {
        String name = wal(timeline) + new SegmentName(new TimelineId(timeline), number).fileName(SEGMENT);
        put(
                new ObjectKey(name + String.format(Locale.ROOT, ".tail/%08X-%08X-0123456789abcdef.zst", 0, to)),
                new byte[0]);
        return this;
    }

    StoredCluster history(long timeline, String text) throws IOException {
        lineage.wal().pushHistory(new TimelineId(timeline), text.getBytes(StandardCharsets.US_ASCII));
        return this;
    }

    void put(ObjectKey key, byte[] bytes) throws IOException {
        try (ObjectUpload upload = store.upload(key, PutCondition.REPLACE)) {
            upload.write(ByteBuffer.wrap(bytes));
            upload.commit();
        }
    }

    private ObjectKey segmentKey(long timeline, long number, long digest) {
        String name = new SegmentName(new TimelineId(timeline), number).fileName(SEGMENT);
        return new ObjectKey(wal(timeline) + name + String.format(Locale.ROOT, "-%016x.zst", digest));
    }

    private String wal(long timeline) {
        return lineage.id() + "/wal/" + new TimelineId(timeline).hex() + "/";
    }
}
