package io.pgcairn.daemon.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.pgcairn.daemon.pipeline.FramedUpload;
import io.pgcairn.daemon.pipeline.ObjectFetcher;
import io.pgcairn.daemon.pipeline.ObjectPusher;
import io.pgcairn.daemon.postgres.SegmentSize;
import io.pgcairn.daemon.postgres.SystemId;
import io.pgcairn.storage.StoreTimeoutException;
import io.pgcairn.storage.contract.FaultScript;
import io.pgcairn.storage.contract.FaultyObjectStore;
import io.pgcairn.storage.contract.MemoryObjectStore;
import io.pgcairn.storage.contract.StoreStep;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DumpArchiveTest {
    private static final Instant START = Instant.parse("2026-11-21T03:00:00Z");

    private final FaultyObjectStore store =
            new FaultyObjectStore(new MemoryObjectStore(Clock.systemUTC()), FaultScript.none());

    private DumpArchive archive() throws IOException {
        ObjectPusher pusher = new ObjectPusher(store, Optional.empty(), 1);
        return new Lineages(new ClusterName("main"), store, pusher, pusher, new ObjectFetcher(store, Optional.empty()))
                .openOrCreate(new LineageRecord(new SystemId(7), 18, new SegmentSize(1 << 20), Instant.EPOCH))
                .dumps();
    }

    private static DumpRecord dump(DumpRecord.Part globals, String program) {
        return new DumpRecord(
                BackupId.startedAt(START),
                new SystemId(7),
                180_000,
                START,
                START,
                program,
                DumpFormat.CUSTOM,
                true,
                globals,
                List.of(),
                List.of());
    }

    private static FaultScript failing(StoreStep step) {
        return FaultScript.failing(
                step, 1, key -> key.endsWith("dump.json"), key -> new StoreTimeoutException(key, "wait", null));
    }

    @Test
    void a_mark_is_good_though_its_reply_was_lost_and_another_ones_is_not_ours() throws Exception {
        DumpArchive archive = archive();
        DumpRecord.Part globals;
        try (FramedUpload upload = archive.beginGlobals(BackupId.startedAt(START))) {
            globals = DumpRecord.Part.of(upload.commit());
        }
        DumpRecord dump = dump(globals, "pg_dump");
        store.follow(failing(StoreStep.COMMIT));
        assertThrows(StoreTimeoutException.class, () -> archive.commit(dump));
        store.follow(failing(StoreStep.COMMITTED));
        archive.commit(dump);
        assertEquals(List.of(dump), archive.list());
        assertThrows(IOException.class, () -> archive.commit(dump(globals, "another")));
    }
}
