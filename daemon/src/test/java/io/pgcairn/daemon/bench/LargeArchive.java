package io.pgcairn.daemon.bench;

import io.pgcairn.daemon.catalog.StoredRecords;
import io.pgcairn.daemon.catalog.WalFixture;
import io.pgcairn.daemon.postgres.SegmentName;
import io.pgcairn.daemon.postgres.TimelineHistory;
import io.pgcairn.daemon.postgres.TimelineId;
import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.ObjectStore;
import io.pgcairn.storage.ObjectUpload;
import io.pgcairn.storage.PutCondition;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** An archive of many segments, whose objects hold a byte each, and of backups spread over them. */
record LargeArchive(int segments, int backups) {
    /** Written as files, since a hundred thousand synced puts take longer than all that is measured. */
    void makeFiles(Path directory) throws IOException {
        try (ObjectStore store = StoreOpening.local(directory)) {
            commitBackups(store);
        }
        for (int number = 0; number < segments; number++) {
            Path file = directory.resolve(key(number));
            Files.createDirectories(file.getParent());
            Files.write(file, new byte[1]);
        }
    }

    void fill(ObjectStore store) throws IOException {
        commitBackups(store);
        for (int number = 0; number < segments; number++) {
            try (ObjectUpload upload = store.upload(new ObjectKey(key(number)), PutCondition.IF_ABSENT)) {
                upload.write(ByteBuffer.wrap(new byte[1]));
                upload.commit();
            }
        }
    }

    private void commitBackups(ObjectStore store) throws IOException {
        WalFixture fixture = new WalFixture(store);
        Instant first =
                Instant.now().minus(Duration.ofHours(backups)).truncatedTo(java.time.temporal.ChronoUnit.MILLIS);
        TimelineHistory root = TimelineHistory.root(TimelineId.FIRST);
        for (int i = 0; i < backups; i++) {
            long segment = (long) i * segments / backups;
            fixture.lineage().backups().commit(StoredRecords.backup(first.plus(Duration.ofHours(i)), root, segment));
        }
    }

    private static String key(int number) {
        String segment = new SegmentName(TimelineId.FIRST, number).fileName(WalFixture.SIZE);
        return String.format(
                Locale.ROOT, "main/42/wal/00000001/%s-%016x.zst.age", segment, number * 0x9E3779B97F4A7C15L);
    }
}
