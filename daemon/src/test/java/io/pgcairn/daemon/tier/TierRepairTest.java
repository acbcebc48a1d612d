package io.pgcairn.daemon.tier;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.crypto.AgeOpener;
import io.pgcairn.crypto.AgeSealer;
import io.pgcairn.crypto.PayloadCipher;
import io.pgcairn.crypto.PayloadCiphers;
import io.pgcairn.crypto.X25519Identity;
import io.pgcairn.daemon.catalog.ArchiveName;
import io.pgcairn.daemon.catalog.BackupId;
import io.pgcairn.daemon.pipeline.CorruptFrameException;
import io.pgcairn.daemon.pipeline.ObjectFetcher;
import io.pgcairn.daemon.pipeline.ObjectPusher;
import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.ObjectStore;
import io.pgcairn.storage.StoreForbiddenException;
import io.pgcairn.storage.contract.FaultScript;
import io.pgcairn.storage.contract.FaultyObjectStore;
import io.pgcairn.storage.contract.MemoryObjectStore;
import io.pgcairn.storage.contract.StoreStep;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TierRepairTest {
    private final SteppedClock clock = new SteppedClock();
    private final MemoryObjectStore near = new MemoryObjectStore(clock);
    private final MemoryObjectStore far = new MemoryObjectStore(clock);
    private final FaultyObjectStore faultyNear = new FaultyObjectStore(near, FaultScript.none());
    private final PayloadCipher cipher = new PayloadCiphers().fastest();
    private final X25519Identity identity = X25519Identity.generate(new SecureRandom());
    private final ObjectFetcher fetcher =
            new ObjectFetcher(near, Optional.of(new AgeOpener(List.of(identity), cipher)));
    private final List<Tier> tiers = List.of(new Tier("near", faultyNear), new Tier("far", far));
    private final SetWish wanted = new SetWish();
    private final ObjectRepair repair = new ObjectRepair(SourceArchive.CLUSTER, tiers, tier -> wanted, fetcher::over);
    private final SourceArchive archive = new SourceArchive(far, 42);
    private final List<String> mended = new ArrayList<>();
    private final List<String> failed = new ArrayList<>();

    @BeforeEach
    void record() throws IOException {
        archive.record();
        new SourceArchive(near, 42).record();
    }

    private void run(TierRepair.Mode mode) throws Exception {
        mended.clear();
        failed.clear();
        new TierRepair(SourceArchive.CLUSTER, tiers.getFirst(), tiers, repair, mode, new TierRepair.Listener() {
                    @Override
                    public void mended(ObjectKey key, String why, String from) {
                        mended.add(key.value());
                    }

                    @Override
                    public void notMended(ObjectKey key, String why) {
                        failed.add(key.value());
                    }
                })
                .run();
    }

    private static TierRepair.Mode mode(boolean readsAll, boolean canRead, boolean isDry) {
        return new TierRepair.Mode(readsAll, canRead, isDry);
    }

    /** A sealed segment in both tiers. */
    private ObjectKey sealed(long number) throws IOException {
        ObjectKey key = archive.segmentKey(1, number);
        AgeSealer sealer = new AgeSealer(List.of(identity.recipient()), cipher, new SecureRandom());
        try (ObjectPusher pusher = new ObjectPusher(far, Optional.of(sealer), 1)) {
            pusher.push(key, ByteBuffer.wrap(new byte[300_000]));
        }
        Tiers.put(near, key, Tiers.bytes(far, key));
        return key;
    }

    private void damage(ObjectStore store, ObjectKey key) throws IOException {
        byte[] bytes = Tiers.bytes(store, key).clone();
        bytes[bytes.length - 5] ^= 1;
        Tiers.put(store, key, bytes);
    }

    @Test
    void names_that_are_missing_come_back_without_a_key_and_marks_last() throws Exception {
        archive.segment(1, 1);
        archive.tail(1, 2, 0, 0x200);
        BackupId id = archive.backup(Instant.EPOCH, 1, 1, 2, 3);
        archive.parts(BackupId.startedAt(Instant.EPOCH.plusSeconds(9)), 2);
        run(mode(false, false, true));
        assertEquals(8, mended.size());
        assertEquals(1, Tiers.names(near).size(), "a dry run changes nothing");
        run(mode(false, false, false));
        assertEquals(List.of(), failed);
        assertEquals(8, mended.size());
        assertEquals(archive.mark(id).value(), mended.getLast());
        assertArrayEquals(Tiers.bytes(far, archive.pack(id, 2)), Tiers.bytes(near, archive.pack(id, 2)));
        run(mode(false, false, false));
        assertEquals(List.of(), mended);
    }

    @Test
    void a_record_of_a_drill_stays_where_it_was_written() throws Exception {
        String drills = "main/42/drills/20261121T100000.000Z.json";
        Tiers.put(far, new ObjectKey(drills), new byte[] {'{', '}'});
        archive.segment(1, 1);
        run(mode(false, false, false));
        assertEquals(List.of(archive.segmentKey(1, 1).value()), mended);
        assertFalse(Tiers.names(near).contains(drills));
        assertTrue(Tiers.names(far).contains(drills));
    }

    @Test
    void a_tail_beside_its_segment_is_not_brought_back() throws Exception {
        archive.segment(1, 1);
        archive.tail(1, 1, 0, 10);
        run(mode(false, false, false));
        assertEquals(List.of(archive.segmentKey(1, 1).value()), mended);
    }

    @Test
    void reading_finds_damage_and_replaces_it_from_a_whole_copy() throws Exception {
        ObjectKey whole = sealed(1);
        ObjectKey damaged = sealed(2);
        byte[] good = Tiers.bytes(far, damaged);
        damage(near, damaged);
        run(mode(false, true, false));
        assertEquals(List.of(), mended, "lengths are the same");
        run(mode(true, true, false));
        assertEquals(List.of(damaged.value()), mended);
        assertArrayEquals(good, Tiers.bytes(near, damaged));
        assertTrue(Tiers.names(near).contains(whole.value()));
    }

    @Test
    void a_length_that_differs_is_read_and_without_a_key_told() throws Exception {
        ObjectKey key = sealed(1);
        Tiers.put(near, key, new byte[10]);
        run(mode(false, false, false));
        assertEquals(List.of(key.value()), failed);
        run(mode(false, true, false));
        assertEquals(List.of(key.value()), mended);
        assertArrayEquals(Tiers.bytes(far, key), Tiers.bytes(near, key));
    }

    @Test
    void two_damaged_copies_are_left_as_they_are() throws Exception {
        ObjectKey key = sealed(1);
        damage(near, key);
        damage(far, key);
        byte[] before = Tiers.bytes(near, key);
        run(mode(true, true, false));
        assertEquals(List.of(key.value()), failed);
        assertArrayEquals(before, Tiers.bytes(near, key));
    }

    @Test
    void a_tier_that_refuses_is_told() throws Exception {
        ObjectKey key = sealed(1);
        damage(near, key);
        faultyNear.follow(FaultScript.failing(
                StoreStep.COMMIT, 1, k -> true, k -> new StoreForbiddenException("locked", "", null)));
        run(mode(true, true, false));
        assertEquals(List.of(key.value()), failed);
    }

    @Test
    void what_a_reader_finds_damaged_is_mended_in_the_background() throws Exception {
        ObjectKey key = sealed(1);
        damage(near, key);
        BlockingQueue<ObjectRepair.Outcome> ends = new LinkedBlockingQueue<>();
        RepairQueue queue = new RepairQueue(repair, (object, tier, outcome) -> ends.add(outcome));
        queue.unreadable(key, "near", new StoreForbiddenException("no", "", null));
        queue.unreadable(key, "near", new CorruptFrameException("damaged", null));
        queue.unreadable(key, "near", new CorruptFrameException("damaged", null));
        Thread thread = Thread.ofVirtual().start(queue);
        try {
            ObjectRepair.Outcome outcome = ends.poll(2, TimeUnit.MINUTES);
            assertInstanceOf(ObjectRepair.Outcome.Mended.class, outcome);
            assertArrayEquals(Tiers.bytes(far, key), Tiers.bytes(near, key));
            near.delete(List.of(key));
            assertInstanceOf(ObjectRepair.Outcome.Mended.class, repair.mend("near", key));
            assertInstanceOf(ObjectRepair.Outcome.Whole.class, repair.mend("near", key));
        } finally {
            thread.interrupt();
            thread.join();
        }
        assertFalse(thread.isAlive());
    }

    @Test
    void what_retention_would_delete_again_is_not_brought_back() throws Exception {
        BackupId old = archive.backup(Instant.parse("2026-11-20T12:00:00Z"), 1, 1, 1, 1);
        archive.segment(1, 1);
        archive.segment(1, 2);
        wanted.set(name -> switch (name) {
            case ArchiveName.Mark mark -> !mark.backup().equals(old);
            case ArchiveName.Part part -> !part.backup().equals(old);
            default -> !name.key().equals(archive.segmentKey(1, 1));
        });
        wanted.refresh();

        run(mode(false, false, false));

        assertEquals(List.of(archive.segmentKey(1, 2).value()), mended);
        assertEquals(List.of(), failed);
        assertInstanceOf(ObjectRepair.Outcome.Whole.class, repair.mend("near", archive.segmentKey(1, 1)));
        assertInstanceOf(ObjectRepair.Outcome.Whole.class, repair.mend("near", archive.mark(old)));
    }

    @Test
    void a_backup_that_was_deleted_from_this_tier_alone_is_not_brought_back() throws Exception {
        BackupId buried = archive.backup(Instant.parse("2026-11-20T12:00:00Z"), 1, 1, 1, 1);
        BackupId other = archive.backup(Instant.parse("2026-11-21T12:00:00Z"), 1, 1, 1, 1);
        archive.segment(1, 1);
        Tiers.put(near, archive.burial(buried), new byte[] {'{', '}'});

        run(mode(false, false, false));

        assertTrue(mended.contains(archive.mark(other).value()), mended::toString);
        assertFalse(String.join(" ", mended).contains(buried.value()), mended::toString);
        assertEquals(List.of(), failed);
        assertInstanceOf(ObjectRepair.Outcome.Whole.class, repair.mend("near", archive.pack(buried, 0)));
        assertInstanceOf(ObjectRepair.Outcome.Whole.class, repair.mend("near", archive.mark(buried)));
    }

    @Test
    void a_record_that_is_cut_off_is_replaced_also_where_nothing_can_be_opened() throws Exception {
        BackupId backup = archive.backup(Instant.parse("2026-11-21T12:00:00Z"), 1, 1, 1, 1);
        new SourceArchive(near, 42).backup(Instant.parse("2026-11-21T12:00:00Z"), 1, 1, 1, 1);
        Tiers.put(near, archive.mark(backup), new byte[0]);
        run(mode(false, false, false));
        assertEquals(List.of(archive.mark(backup).value()), mended);
        assertArrayEquals(Tiers.bytes(far, archive.mark(backup)), Tiers.bytes(near, archive.mark(backup)));
    }
}
