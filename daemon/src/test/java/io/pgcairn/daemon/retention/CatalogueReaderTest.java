package io.pgcairn.daemon.retention;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.daemon.catalog.BackupId;
import io.pgcairn.daemon.catalog.BackupRecord;
import io.pgcairn.daemon.catalog.BackupShelf;
import io.pgcairn.daemon.catalog.WalFixture;
import io.pgcairn.daemon.pipeline.CorruptFrameException;
import io.pgcairn.daemon.postgres.Lsn;
import io.pgcairn.daemon.postgres.SystemId;
import io.pgcairn.daemon.postgres.TimelineHistory;
import io.pgcairn.daemon.postgres.TimelineId;
import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.ObjectLister;
import io.pgcairn.storage.ObjectUpload;
import io.pgcairn.storage.PutCondition;
import io.pgcairn.storage.contract.MemoryObjectStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CatalogueReaderTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final BackupId ID = BackupId.startedAt(NOON);

    private final MemoryObjectStore store = new MemoryObjectStore(Clock.systemUTC());
    private WalFixture fixture;

    @BeforeEach
    void open() throws IOException {
        fixture = new WalFixture(store);
    }

    private static BackupRecord backup(Instant start, long systemId) {
        TimelineId two = new TimelineId(2);
        return new BackupRecord(
                BackupId.startedAt(start),
                "",
                "",
                new SystemId(systemId),
                180_006,
                two,
                Optional.of(new TimelineHistory(
                        two, List.of(new TimelineHistory.Branch(TimelineId.FIRST, Lsn.parse("0/280000"))))),
                Lsn.parse("0/300028"),
                Lsn.parse("0/300120"),
                start,
                start.plusSeconds(60),
                750,
                "/var/lib/postgresql/18/main",
                List.of(),
                List.of(),
                1,
                1,
                1,
                0);
    }

    private TierCatalogue read(ObjectLister lister) throws IOException {
        BackupShelf shelf = BackupShelf.read(store, fixture.lineage().id());
        return new CatalogueReader(lister, fixture.lineage()).read(shelf, Set.of(ID), Set.of());
    }

    @Test
    void tells_backups_and_where_each_timeline_s_wal_begins_in_a_request_a_timeline() throws IOException {
        for (long number = 4; number < 60; number++) {
            fixture.push(1, number);
        }
        fixture.pushHistory(2, "1\t0/280000\tx\n");
        fixture.pushTail(2, 2, 0, 4096);
        fixture.push(2, 3);
        fixture.pushHistory(3, "1\t0/280000\tx\n");
        fixture.pushHistory(7, "1\t0/280000\tx\n");
        fixture.push(7, 2);
        BackupRecord record = backup(NOON, 42);
        fixture.lineage().backups().commit(record);
        fixture.lineage().backups().commit(backup(NOON.plusSeconds(1), 42));

        AtomicInteger requests = new AtomicInteger();
        TierCatalogue catalogue = read((prefix, after, limit) -> {
            requests.incrementAndGet();
            return store.list(prefix, after, limit);
        });

        assertEquals(WalFixture.SIZE, catalogue.segmentSize());
        assertEquals(
                List.of(
                        new TierCatalogue.Timeline(TimelineId.FIRST, 4),
                        new TierCatalogue.Timeline(new TimelineId(2), 2),
                        new TierCatalogue.Timeline(new TimelineId(7), 2)),
                catalogue.timelines());
        assertEquals(4, requests.get());
        assertEquals(
                new TierCatalogue.Backup(
                        ID,
                        record.timeline(),
                        record.history(),
                        record.startLsn(),
                        record.stopLsn(),
                        record.stopTime(),
                        Optional.empty(),
                        true,
                        false),
                catalogue.backups().getFirst());
        assertFalse(catalogue.backups().getLast().isHeld());
    }

    @Test
    void finds_the_first_segment_behind_many_histories_and_strangers() throws IOException {
        for (int i = 0; i < 50; i++) {
            put("main/42/wal/00000001/0-stranger-" + i, "x");
            fixture.pushHistory(100 + i, "1\t0/280000\tx\n");
        }
        fixture.push(1, 9);
        fixture.push(149, 2);
        assertEquals(
                List.of(
                        new TierCatalogue.Timeline(TimelineId.FIRST, 9),
                        new TierCatalogue.Timeline(new TimelineId(149), 2)),
                read(store).timelines());
    }

    @Test
    void an_empty_tier_is_told_as_one() throws IOException {
        assertEquals(new TierCatalogue(WalFixture.SIZE, List.of(), List.of()), read(store));
    }

    @Test
    void a_buried_backup_is_not_good_any_more() throws IOException {
        fixture.lineage().backups().commit(backup(NOON, 42));
        put("main/42/backups/" + ID + "/deleted.json", "{}");
        assertTrue(read(store).backups().isEmpty());
    }

    @Test
    void a_mark_that_cannot_be_read_or_is_another_s_is_named() throws IOException {
        fixture.lineage().backups().commit(backup(NOON, 43));
        String mark = "main/42/backups/" + ID + "/backup.json";
        assertNamed(mark);
        for (String bad : List.of("", "{", "{\"format\":1}", "[]")) {
            put(mark, bad);
            assertNamed(mark);
        }
        store.delete(List.of(new ObjectKey(mark)));
        fixture.lineage().backups().commit(backup(NOON.plusSeconds(1), 42));
        String other = "main/42/backups/" + BackupId.startedAt(NOON.plusSeconds(1)) + "/backup.json";
        put(
                mark,
                new String(
                        store.get(new ObjectKey(other), io.pgcairn.storage.ByteRange.ALL)
                                .readAllBytes(),
                        StandardCharsets.UTF_8));
        assertNamed(mark);
    }

    private void assertNamed(String mark) {
        CorruptFrameException thrown = assertThrows(CorruptFrameException.class, () -> read(store));
        String message = String.valueOf(thrown.getMessage());
        assertTrue(message.contains(mark), message);
    }

    private void put(String key, String text) throws IOException {
        try (ObjectUpload upload = store.upload(new ObjectKey(key), PutCondition.REPLACE)) {
            upload.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
            upload.commit();
        }
    }
}
