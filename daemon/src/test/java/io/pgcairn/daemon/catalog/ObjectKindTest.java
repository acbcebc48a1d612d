package io.pgcairn.daemon.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pgcairn.storage.ObjectKey;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectKindTest {
    private static final String LINEAGE = "main/7000000000000000001/";

    @ParameterizedTest
    @CsvSource({
        "wal, wal/00000001/000000010000000000000003-0123456789abcdef.zst.age",
        "wal, wal/00000001/000000010000000000000003-0123456789abcdef.zst",
        "tail, wal/00000001/000000010000000000000003.tail/00000000-00001000-0123456789abcdef.zst.age",
        "history, wal/00000002.history-0123456789abcdef.age",
        "history, wal/00000002.history-0123456789abcdef",
        "pack, backups/20261121T070300.123Z/pack/0000.tar.zst.age",
        "pack, backups/20261121T070300.123Z/pack/12345.tar.zst",
        "manifest, backups/20261121T070300.123Z/manifest.zst.age",
        "manifest, backups/20261121T070300.123Z/backup_manifest.zst",
        "mark, backups/20261121T070300.123Z/backup.json",
        "lineage, lineage.json",
        "dump, dumps/20261121T070300.123Z/database/0000.dump.zst.age",
        "dump, dumps/20261121T070300.123Z/dump.json"
    })
    void a_name_tells_the_kind(String word, String name) {
        assertEquals(
                word,
                ObjectKind.of(new ObjectKey(LINEAGE + name))
                        .map(ObjectKind::word)
                        .orElse(""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "main/check-6ad3",
                "lineage.json",
                "main/x/lineage.json",
                "main/7000000000000000001/other.json",
                "main/7000000000000000001/wal/00000001/000000010000000000000003-0123456789abcdef.gz",
                "main/7000000000000000001/wal/00000001/000000010000000000000003.partial",
                "main/7000000000000000001/backups/yesterday/backup.json",
                "main/7000000000000000001/dumps/20261121T070300.123Z/anything",
                "main/7000000000000000001/leases/anything",
                "more/main/7000000000000000001/lineage.json"
            })
    void a_name_that_is_not_ours_has_none(String name) {
        assertEquals(
                "", ObjectKind.of(new ObjectKey(name)).map(ObjectKind::word).orElse(""));
    }

    @Test
    void the_names_of_wal_hold_their_contents_digest_and_no_others_do() {
        Set<ObjectKind> named = EnumSet.noneOf(ObjectKind.class);
        for (String name : new String[] {
            "wal/00000001/000000010000000000000003-0123456789abcdef.zst.age",
            "wal/00000001/000000010000000000000003.tail/00000000-00001000-0123456789abcdef.zst.age",
            "wal/00000002.history-0123456789abcdef.age",
            "backups/20261121T070300.123Z/pack/0000.tar.zst.age",
            "backups/20261121T070300.123Z/backup.json",
            "lineage.json"
        }) {
            ObjectKey key = new ObjectKey(LINEAGE + name);
            if (ObjectKind.isContentNamed(key)) {
                named.add(ObjectKind.of(key).orElseThrow());
            }
        }
        assertEquals(EnumSet.of(ObjectKind.WAL, ObjectKind.TAIL, ObjectKind.HISTORY), named);
    }
}
