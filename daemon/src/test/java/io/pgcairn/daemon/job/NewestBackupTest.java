package io.pgcairn.daemon.job;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pgcairn.daemon.catalog.BackupId;
import io.pgcairn.daemon.catalog.ClusterName;
import io.pgcairn.daemon.catalog.LineageId;
import io.pgcairn.daemon.postgres.SystemId;
import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.ObjectUpload;
import io.pgcairn.storage.PutCondition;
import io.pgcairn.storage.contract.MemoryObjectStore;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NewestBackupTest {
    private static final LineageId LINEAGE = new LineageId(new ClusterName("main"), SystemId.parse("7"));
    private static final Instant LIMIT = Instant.parse("2026-11-21T12:00:00Z");

    private final MemoryObjectStore store = new MemoryObjectStore(Clock.systemUTC());

    private void put(String name) throws Exception {
        try (ObjectUpload upload = store.upload(new ObjectKey(LINEAGE + "/backups/" + name), PutCondition.IF_ABSENT)) {
            upload.write(ByteBuffer.wrap(new byte[1]));
            upload.commit();
        }
    }

    @Test
    void is_neither_unfinished_nor_deleted_nor_of_the_future_nor_of_no_moment() throws Exception {
        assertEquals(Optional.empty(), new NewestBackup(store).find(LINEAGE, LIMIT));
        put("20261119T030000.000Z/backup.json");
        put("20261120T030000.000Z/backup.json");
        put("20261121T030000.000Z/backup.json");
        put("20261121T030000.000Z/deleted.json");
        put("20261121T040000.000Z/manifest.zst.age");
        put("20271121T030000.000Z/backup.json");
        put("99999999T999999.999Z/backup.json");
        put("00000000T000000.000Z/backup.json");
        assertEquals(Optional.of(new BackupId("20261120T030000.000Z")), new NewestBackup(store).find(LINEAGE, LIMIT));
    }
}
