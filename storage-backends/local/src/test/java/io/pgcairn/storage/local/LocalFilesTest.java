package io.pgcairn.storage.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.storage.ByteRange;
import io.pgcairn.storage.ObjectMissingException;
import io.pgcairn.storage.ObjectStore;
import io.pgcairn.storage.ObjectUpload;
import io.pgcairn.storage.PutCondition;
import io.pgcairn.storage.StoreException;
import io.pgcairn.storage.StoreForbiddenException;
import io.pgcairn.storage.StoreUnavailableException;
import io.pgcairn.storage.TruncatedObjectException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is on the disk, and what somebody else put there. */
class LocalFilesTest {
    @TempDir
    Path directory;

    private Path root;
    private ObjectStore store;

    @BeforeEach
    void open() {
        root = directory.resolve("store");
        store = LocalStores.open(root);
    }

    @Test
    void lets_only_the_owner_read() throws Exception {
        LocalStores.put(store, "a/b/c", 10);
        assertEquals("rw-------", mode("a/b/c"));
        for (String each : List.of("", "a", "a/b", ".pgcairn-tmp")) {
            assertEquals("rwx------", mode(each), each);
        }
    }

    @Test
    void leaves_no_temporary_file_after_commit_abandonment_or_a_lost_race() throws Exception {
        LocalStores.put(store, "a", 10);
        assertThrows(StoreException.class, () -> LocalStores.put(store, "a", 10));
        store.upload(LocalStores.key("b"), PutCondition.REPLACE).close();
        assertEquals(List.of("a"), LocalStores.files(root));
    }

    @Test
    void shows_no_temporary_file_and_refuses_keys_among_them() throws Exception {
        try (ObjectUpload upload = store.upload(LocalStores.key("a"), PutCondition.REPLACE)) {
            upload.write(ByteBuffer.allocate(10));
            assertEquals(1, LocalStores.files(root).size());
            assertEquals(List.of(), LocalStores.keys(store));
            String temp = LocalStores.files(root).getFirst();
            assertThrows(StoreForbiddenException.class, () -> LocalStores.get(store, temp));
            assertThrows(StoreForbiddenException.class, () -> store.delete(List.of(LocalStores.key(temp))));
        }
        assertThrows(StoreForbiddenException.class, () -> LocalStores.put(store, ".pgcairn-tmp/x", 1));
        assertThrows(StoreForbiddenException.class, () -> LocalStores.put(store, ".pgcairn-tmp", 1));
    }

    @Test
    void reads_nothing_outside_its_root_by_links() throws Exception {
        LocalStores.put(store, "a/b", 1);
        Path secret = Files.writeString(directory.resolve("secret"), "secret");
        Files.createSymbolicLink(root.resolve("link"), secret);
        Files.createSymbolicLink(root.resolve("above"), directory);
        assertThrows(ObjectMissingException.class, () -> LocalStores.get(store, "link"));
        assertEquals(List.of("a/b"), LocalStores.keys(store));
        assertTrue(store.list("../", "", 10).objects().isEmpty());
    }

    @Test
    void passes_over_files_whose_names_no_object_can_have() throws Exception {
        LocalStores.put(store, "a", 1);
        Files.writeString(root.resolve("not a key"), "x");
        Files.createDirectories(root.resolve("lost+found/x"));
        Files.createDirectory(root.resolve("empty"));
        assertEquals(List.of("a"), LocalStores.keys(store));
    }

    @Test
    void removes_directories_that_a_delete_has_emptied() throws Exception {
        LocalStores.put(store, "a/b/c/d", 1);
        LocalStores.put(store, "a/x", 1);
        store.delete(List.of(LocalStores.key("a/b/c/d")));
        assertFalse(Files.exists(root.resolve("a/b")));
        assertTrue(Files.exists(root.resolve("a/x")));
    }

    @Test
    void names_what_is_in_the_way_of_a_key() throws Exception {
        LocalStores.put(store, "a/b", 1);
        StoreForbiddenException below =
                assertThrows(StoreForbiddenException.class, () -> LocalStores.put(store, "a/b/c", 1));
        LocalStores.assertSays("in the way", below);
        assertThrows(StoreForbiddenException.class, () -> LocalStores.put(store, "a", 1));
        assertEquals(List.of("a/b"), LocalStores.files(root));
    }

    @Test
    void tells_a_file_that_was_cut_while_read() throws Exception {
        LocalStores.put(store, "a", 1_000_000);
        try (InputStream in = store.get(LocalStores.key("a"), ByteRange.ALL)) {
            in.readNBytes(1000);
            try (FileChannel cut = FileChannel.open(root.resolve("a"), StandardOpenOption.WRITE)) {
                cut.truncate(300_000);
            }
            assertThrows(TruncatedObjectException.class, in::readAllBytes);
        }
    }

    @Test
    void does_not_take_a_vanished_root_for_missing_objects() throws Exception {
        LocalStores.put(store, "a", 1);
        Files.move(root, directory.resolve("moved"));
        assertUnavailable("vanished");
        Files.createDirectory(root);
        assertUnavailable("not the directory it was");
    }

    @Test
    void makes_its_directory_but_not_the_one_above() throws Exception {
        try (ObjectStore below = LocalStores.open(directory.resolve("none/store"))) {
            StoreUnavailableException failure =
                    assertThrows(StoreUnavailableException.class, () -> LocalStores.keys(below));
            LocalStores.assertSays("none does not exist", failure);
            Files.createDirectory(directory.resolve("none"));
            assertEquals(List.of(), LocalStores.keys(below));
        }
        Files.writeString(root, "a file");
        assertThrows(StoreUnavailableException.class, () -> LocalStores.keys(store));
    }

    @Test
    void sweeps_temporary_files_of_dead_processes_and_old_ones_only() throws Exception {
        Process dead = new ProcessBuilder("true").start();
        dead.waitFor();
        String world = TempOwner.self().world();
        long here = ProcessHandle.current().pid();
        Path area = Files.createDirectories(root.resolve(".pgcairn-tmp"));
        Files.writeString(area.resolve(world + "-" + dead.pid() + "-1"), "dead");
        Files.writeString(area.resolve(world + "-" + here + "-1"), "alive");
        Files.writeString(area.resolve("0badcafe-" + dead.pid() + "-1"), "elsewhere, perhaps alive");
        Files.setLastModifiedTime(
                Files.writeString(area.resolve("0badcafe-1-2"), "old"),
                FileTime.from(Instant.now().minusSeconds(90_000)));
        LocalStores.put(store, "a", 1);
        assertEquals(
                List.of(".pgcairn-tmp/0badcafe-" + dead.pid() + "-1", ".pgcairn-tmp/" + world + "-" + here + "-1", "a")
                        .stream()
                        .sorted()
                        .toList(),
                LocalStores.files(root));
    }

    private void assertUnavailable(String why) {
        StoreUnavailableException failure =
                assertThrows(StoreUnavailableException.class, () -> LocalStores.get(store, "a"));
        LocalStores.assertSays(why, failure);
        assertThrows(StoreUnavailableException.class, () -> LocalStores.keys(store));
        assertThrows(StoreUnavailableException.class, () -> LocalStores.put(store, "b", 1));
        assertThrows(StoreUnavailableException.class, () -> store.delete(List.of(LocalStores.key("a"))));
    }

    private String mode(String path) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(root.resolve(path)));
    }
}
