package io.pgcairn.daemon.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreInspectionTest {
    private static final String SEALED = "age-encryption.org/v1\n-> X25519 …";

    @TempDir
    private Path store;

    @Test
    void sealed_objects_and_marks_are_counted() throws IOException {
        write("demo/7/wal/1/segment.zst.age", SEALED);
        write("demo/7/lineage.json", "{}");
        assertEquals(new StoreInspection(1, 1, List.of()), StoreInspection.of(store));
    }

    @Test
    void an_object_in_plain_text_is_named_whatever_it_is_called() throws IOException {
        write("demo/7/wal/1/segment.zst.age", SEALED);
        write("demo/7/wal/1/plain.zst.age", "stone 1");
        write("demo/7/wal/1/other", SEALED);
        assertEquals(
                List.of(
                        "the object demo/7/wal/1/other is not sealed",
                        "the object demo/7/wal/1/plain.zst.age is not sealed"),
                StoreInspection.of(store).complaints().stream().sorted().toList());
    }

    @Test
    void a_private_key_in_a_mark_is_found() throws IOException {
        write("demo/7/wal/1/segment.zst.age", SEALED);
        write("demo/7/lineage.json", "AGE-SECRET-KEY-1");
        assertEquals(1, StoreInspection.of(store).complaints().size());
    }

    @Test
    void what_a_killed_daemon_left_unfinished_is_sealed_too() throws IOException {
        write("demo/7/wal/1/segment.zst.age", SEALED);
        write(".pgcairn-tmp/1", "age-enc");
        assertEquals(List.of(), StoreInspection.of(store).complaints());
        write(".pgcairn-tmp/2", "stone 1");
        assertEquals(1, StoreInspection.of(store).complaints().size());
    }

    @Test
    void an_empty_store_is_no_proof() throws IOException {
        assertEquals(
                List.of("nothing is stored in " + store),
                StoreInspection.of(store).complaints());
    }

    private void write(String name, String text) throws IOException {
        Path file = store.resolve(name);
        Files.createDirectories(file.resolveSibling(""));
        Files.writeString(file, text);
    }
}
