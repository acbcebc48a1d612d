package io.pgcairn.daemon.retention;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.daemon.catalog.BackupId;
import io.pgcairn.daemon.catalog.ClusterName;
import io.pgcairn.daemon.catalog.LineageId;
import io.pgcairn.daemon.postgres.SystemId;
import io.pgcairn.storage.ObjectInfo;
import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.ObjectUpload;
import io.pgcairn.storage.PutCondition;
import io.pgcairn.storage.StoreException;
import io.pgcairn.storage.StoreForbiddenException;
import io.pgcairn.storage.contract.FaultyObjectStore;
import io.pgcairn.storage.contract.MemoryObjectStore;
import io.pgcairn.storage.contract.StoreStep;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class DumpPruningTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final LineageId LINEAGE = new LineageId(new ClusterName("main"), new SystemId(7));
    private static final Duration MONTH = Duration.ofDays(30);

    private Instant storeTime = NOON;
    private final MemoryObjectStore store = new MemoryObjectStore(new Clock() {
        @Override
        public Instant instant() {
            return storeTime;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    });

    private static BackupId label(int daysAgo) {
        return BackupId.startedAt(NOON.minus(Duration.ofDays(daysAgo)));
    }

    private static String prefix(BackupId id) {
        return LINEAGE + "/dumps/" + id + "/";
    }

    private void put(String key) throws IOException {
        try (ObjectUpload upload = store.upload(new ObjectKey(key), PutCondition.REPLACE)) {
            upload.write(ByteBuffer.wrap(new byte[100]));
            upload.commit();
        }
    }

    private void dump(int daysAgo, boolean isGood) throws IOException {
        storeTime = NOON.minus(Duration.ofDays(daysAgo));
        put(prefix(label(daysAgo)) + "globals.sql.zst.age");
        put(prefix(label(daysAgo)) + "database/0000.dump.zst.age");
        if (isGood) {
            put(prefix(label(daysAgo)) + "dump.json");
        }
    }

    private static DumpPruning pruning(Instant now, boolean isDry, BackupId... spared) {
        return new DumpPruning(new DumpPruning.Order(LINEAGE, MONTH, Duration.ofDays(1), Set.of(spared), now, isDry));
    }

    private Set<String> names() throws IOException {
        Set<String> names = new TreeSet<>();
        store.list("", "", 1000).objects().stream()
                .map(ObjectInfo::key)
                .map(ObjectKey::value)
                .forEach(names::add);
        return names;
    }

    @Test
    void what_is_older_than_it_is_kept_goes_and_a_dry_run_says_the_same_and_deletes_nothing() throws Exception {
        for (int daysAgo : List.of(40, 31, 30, 5, 0)) {
            dump(daysAgo, true);
        }
        Set<String> before = names();
        DumpPruning.Report dry = pruning(NOON, true).prune(store);
        assertEquals(before, names());
        DumpPruning.Report report = pruning(NOON, false).prune(store);
        assertEquals(dry, report);
        assertEquals(List.of(label(40), label(31)), report.expired());
        assertEquals(600, report.bytes());
        assertEquals(9, names().size());
        assertEquals(List.of(), pruning(NOON, false).prune(store).expired());
    }

    @Test
    void the_newest_good_dump_stays_however_old_it_is() throws Exception {
        dump(900, true);
        dump(800, true);
        dump(1, false);
        DumpPruning.Report report = pruning(NOON, false).prune(store);
        assertEquals(List.of(label(900)), report.expired());
        assertEquals(List.of(), report.leftovers(), "a day is not over yet");
        assertTrue(names().contains(prefix(label(800)) + "dump.json"));
    }

    @Test
    void clocks_that_jump_delete_nothing_until_a_second_dump_confirms_them() throws Exception {
        for (int daysAgo : List.of(402, 401, 400)) {
            dump(daysAgo, true);
        }
        assertEquals(List.of(), pruning(NOON, false).prune(store).expired(), "a year without dumps");
        dump(0, true);
        DumpPruning.Report jumped = pruning(NOON, false).prune(store);
        assertTrue(jumped.refusal().contains(label(0).value()), jumped::refusal);
        assertEquals(12, names().size());
        DumpPruning.Report back = pruning(NOON.minus(Duration.ofDays(3)), false).prune(store);
        assertTrue(back.refusal().contains("future"), back::refusal);
        dump(-1, true);
        assertEquals(
                3,
                pruning(NOON.plus(Duration.ofDays(1)), false)
                        .prune(store)
                        .expired()
                        .size());
    }

    @Test
    void what_failed_dumps_left_goes_after_a_day_unless_it_is_on_its_way() throws Exception {
        dump(3, false);
        dump(2, false);
        dump(1, true);
        DumpPruning.Report report = pruning(NOON, false, label(2)).prune(store);
        assertEquals(List.of(label(3)), report.leftovers());
        assertEquals(List.of(label(2)), pruning(NOON, false).prune(store).leftovers());
        assertEquals(3, names().size());
    }

    @Test
    void a_mark_that_the_store_does_not_let_go_keeps_its_parts_and_the_rest_goes() throws Exception {
        dump(50, true);
        dump(40, true);
        dump(20, true);
        dump(0, true);
        FaultyObjectStore locking = new FaultyObjectStore(store, (step, key) -> {
            if (step == StoreStep.DELETE && key.startsWith(prefix(label(50)))) {
                throw forbidden();
            }
        });
        DumpPruning.Report report = pruning(NOON, false).prune(locking);
        assertEquals(List.of(label(40)), report.expired());
        assertEquals(List.of(new ObjectKey(prefix(label(50)) + "dump.json")), report.locked());
        assertEquals(9, names().size());
    }

    private static StoreException forbidden() {
        return new StoreForbiddenException("locked", "wait", null);
    }
}
