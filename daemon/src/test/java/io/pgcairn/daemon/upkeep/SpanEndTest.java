package io.pgcairn.daemon.upkeep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.pgcairn.crypto.AgeSealer;
import io.pgcairn.crypto.PayloadCiphers;
import io.pgcairn.crypto.X25519Identity;
import io.pgcairn.daemon.catalog.ClusterName;
import io.pgcairn.daemon.catalog.Lineage;
import io.pgcairn.daemon.catalog.LineageContents;
import io.pgcairn.daemon.catalog.LineageRecord;
import io.pgcairn.daemon.catalog.Lineages;
import io.pgcairn.daemon.catalog.RecoverableSpan;
import io.pgcairn.daemon.catalog.StoredRecords;
import io.pgcairn.daemon.catalog.WalInventory;
import io.pgcairn.daemon.fault.Fault;
import io.pgcairn.daemon.pipeline.ObjectFetcher;
import io.pgcairn.daemon.pipeline.ObjectPusher;
import io.pgcairn.daemon.postgres.RealWal;
import io.pgcairn.daemon.postgres.SegmentName;
import io.pgcairn.daemon.postgres.SystemId;
import io.pgcairn.daemon.postgres.TimelineHistory;
import io.pgcairn.daemon.postgres.TimelineId;
import io.pgcairn.daemon.restore.LastCommit;
import io.pgcairn.daemon.restore.RecoveryTarget;
import io.pgcairn.daemon.restore.RestoreException;
import io.pgcairn.daemon.restore.RestorePlanner;
import io.pgcairn.daemon.restore.RestoreRequest;
import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.contract.MemoryObjectStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Where a span ends, over WAL that a real server wrote, with idle segments behind it. */
class SpanEndTest {
    private static final Instant STARTED = Instant.parse("2026-11-21T08:00:00Z");
    private static final Instant STORED = Instant.parse("2026-11-21T12:00:00Z");
    private static final Instant LAST_COMMIT = Instant.parse("2026-11-21T08:06:58.894550Z");
    private static final Clock CLOCK = Clock.fixed(STORED, ZoneOffset.UTC);

    private record Archive(MemoryObjectStore store, Lineage lineage) {
        RecoverableSpan span() throws IOException {
            return LineageContents.read(store, lineage, STORED).spans().newest().orElseThrow();
        }

        SpanEnd end(Archive... others) throws IOException {
            List<WalInventory> holders = Stream.concat(Stream.of(this), Stream.of(others))
                    .map(archive -> archive.lineage.wal().inventory())
                    .toList();
            return SpanEnd.of(lineage.wal(), holders, span());
        }
    }

    private static Archive archive(Instant stored, Optional<AgeSealer> sealer) throws IOException {
        MemoryObjectStore store = new MemoryObjectStore(Clock.fixed(stored, ZoneOffset.UTC));
        ObjectPusher pusher = new ObjectPusher(store, sealer, 1);
        Lineages lineages = new Lineages(
                new ClusterName("main"), store, pusher, pusher, new ObjectFetcher(store, Optional.empty()));
        Lineage lineage = lineages.openOrCreate(new LineageRecord(new SystemId(42), 15, RealWal.SIZE, STARTED));
        byte[] all = RealWal.bytes();
        for (int i = 0; i < RealWal.SEGMENTS; i++) {
            push(lineage, i, ByteBuffer.wrap(all, i << 20, 1 << 20));
        }
        return new Archive(store, lineage);
    }

    private static Archive open() throws IOException {
        return archive(STORED, Optional.empty());
    }

    private static void push(Lineage lineage, int place, ByteBuffer content) throws IOException {
        lineage.wal().pushSegment(new SegmentName(TimelineId.FIRST, RealWal.FIRST_SEGMENT + place), content);
    }

    private static void idle(Lineage lineage, int segments) throws IOException {
        for (int i = 0; i < segments; i++) {
            push(lineage, RealWal.SEGMENTS + i, ByteBuffer.allocate(RealWal.SIZE.bytes()));
        }
    }

    private static void backup(Lineage lineage, Instant started) throws IOException {
        TimelineHistory history = TimelineHistory.root(TimelineId.FIRST);
        lineage.backups().commit(StoredRecords.backup(started, history, RealWal.FIRST_SEGMENT));
    }

    @Test
    void a_restore_to_the_end_is_accepted_and_none_behind_it() throws Exception {
        Archive archive = open();
        backup(archive.lineage(), STARTED);
        idle(archive.lineage(), 10);
        SpanEnd end = archive.end();
        assertEquals(new SpanEnd(Optional.of(LAST_COMMIT.minusNanos(1000)), true), end);
        RestorePlanner planner = new RestorePlanner(archive.lineage(), CLOCK);
        Instant last = end.moment().orElseThrow();
        planner.plan(RestoreRequest.to(new RecoveryTarget.Time(last)));
        RestoreException refused = assertThrows(
                RestoreException.class,
                () -> planner.plan(RestoreRequest.to(new RecoveryTarget.Time(last.plusNanos(1000)))));
        assertEquals(Fault.TARGET_UNREACHABLE, refused.fault());
    }

    @Test
    void no_moment_is_told_where_an_idle_server_left_too_much_to_read() throws Exception {
        Archive archive = open();
        backup(archive.lineage(), STARTED);
        idle(archive.lineage(), LastCommit.MOST_SEGMENTS);
        assertEquals(new SpanEnd(Optional.empty(), false), archive.end());
    }

    @Test
    void no_moment_is_told_where_nothing_was_committed_since_the_backup() throws Exception {
        Archive archive = open();
        backup(archive.lineage(), STARTED.plus(Duration.ofMinutes(10)));
        assertEquals(new SpanEnd(Optional.empty(), false), archive.end());
    }

    @Test
    void no_moment_is_told_where_the_last_wal_cannot_be_read() throws Exception {
        Archive archive = open();
        backup(archive.lineage(), STARTED);
        RecoverableSpan span = archive.span();
        archive.store().delete(List.of(lastOf(archive)));
        assertEquals(
                new SpanEnd(Optional.empty(), false),
                SpanEnd.of(
                        archive.lineage().wal(), List.of(archive.lineage().wal().inventory()), span));
    }

    private static ObjectKey lastOf(Archive archive) throws IOException {
        return archive.store()
                .list(archive.lineage().id() + "/wal/", "", 100)
                .objects()
                .getLast()
                .key();
    }

    @Test
    void without_a_key_it_is_about_when_the_first_tier_took_it() throws Exception {
        X25519Identity identity = X25519Identity.generate(new SecureRandom());
        Optional<AgeSealer> sealer = Optional.of(
                new AgeSealer(List.of(identity.recipient()), new PayloadCiphers().fastest(), new SecureRandom()));
        Archive copy = archive(STORED, sealer);
        backup(copy.lineage(), STARTED);
        assertEquals(new SpanEnd(Optional.of(STORED), false), copy.end());
        Instant earlier = STORED.minus(Duration.ofHours(3));
        assertEquals(new SpanEnd(Optional.of(earlier), false), copy.end(archive(earlier, sealer)));
    }
}
