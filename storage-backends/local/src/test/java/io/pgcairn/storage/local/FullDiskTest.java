package io.pgcairn.storage.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.storage.ObjectStore;
import io.pgcairn.storage.ObjectUpload;
import io.pgcairn.storage.PutCondition;
import io.pgcairn.storage.StoreForbiddenException;
import io.pgcairn.storage.StoreFullException;
import io.pgcairn.storage.StoreUnavailableException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real file systems that are full, read-only, or gone. */
class FullDiskTest {
    @TempDir
    Path directory;

    @Test
    void is_full_by_type_and_goes_on_once_there_is_room() throws Exception {
        try (ScratchMount mount = ScratchMount.mount(directory, "size=1m");
                ObjectStore store = LocalStores.open(mount.path())) {
            LocalStores.put(store, "a/first", 400_000);
            StoreFullException full =
                    assertThrows(StoreFullException.class, () -> LocalStores.put(store, "a/second", 800_000));
            assertTrue(full.isRetryable());
            LocalStores.assertSays("a/second", full);
            assertEquals(List.of("a/first"), LocalStores.files(mount.path()));
            store.delete(List.of(LocalStores.key("a/first")));
            LocalStores.put(store, "a/second", 800_000);
            assertEquals(List.of("a/second"), LocalStores.keys(store));
        }
    }

    @Test
    void refuses_to_go_on_with_an_upload_that_found_the_disk_full() throws Exception {
        try (ScratchMount mount = ScratchMount.mount(directory, "size=1m");
                ObjectStore store = LocalStores.open(mount.path())) {
            try (ObjectUpload upload = store.upload(LocalStores.key("a"), PutCondition.REPLACE)) {
                assertThrows(StoreFullException.class, () -> upload.write(ByteBuffer.allocateDirect(2 << 20)));
                assertThrows(IllegalStateException.class, () -> upload.write(ByteBuffer.allocate(1)));
                assertThrows(IllegalStateException.class, upload::commit);
            }
            assertEquals(List.of(), LocalStores.files(mount.path()));
        }
    }

    @Test
    void takes_running_out_of_inodes_for_full() throws Exception {
        try (ScratchMount mount = ScratchMount.mount(directory, "size=1m,nr_inodes=6");
                ObjectStore store = LocalStores.open(mount.path())) {
            assertThrows(StoreFullException.class, () -> {
                for (int i = 0; i < 6; i++) {
                    LocalStores.put(store, "key-" + i, 1);
                }
            });
        }
    }

    @Test
    void reads_from_a_read_only_file_system_and_forbids_the_rest() throws Exception {
        try (ScratchMount mount = ScratchMount.mount(directory, "size=1m");
                ObjectStore store = LocalStores.open(mount.path())) {
            LocalStores.put(store, "a", 1);
            mount.remount("ro");
            assertThrows(StoreForbiddenException.class, () -> LocalStores.put(store, "b", 1));
            assertThrows(StoreForbiddenException.class, () -> store.delete(List.of(LocalStores.key("a"))));
            try (ObjectStore fresh = LocalStores.open(mount.path())) {
                assertEquals(List.of("a"), LocalStores.keys(fresh));
                assertEquals(1, LocalStores.get(fresh, "a").length());
                StoreForbiddenException refused =
                        assertThrows(StoreForbiddenException.class, () -> LocalStores.put(fresh, "c/d", 1));
                LocalStores.assertSays("Read-only", refused);
            }
            mount.remount("rw");
        }
    }

    @Test
    void does_not_call_objects_missing_when_the_mount_came_off() throws Exception {
        Path point = Files.createDirectory(directory.resolve("mounted"));
        try (ObjectStore store = LocalStores.open(point)) {
            try (ScratchMount mount = ScratchMount.mount(point, "size=1m")) {
                LocalStores.put(store, "a", 1);
                assertEquals(List.of("a"), LocalStores.files(mount.path()));
            }
            assertThrows(StoreUnavailableException.class, () -> store.head(LocalStores.key("a")));
            assertThrows(StoreUnavailableException.class, () -> LocalStores.keys(store));
            assertThrows(StoreUnavailableException.class, () -> LocalStores.put(store, "b", 1));
            assertEquals(List.of(), LocalStores.files(point));
        }
    }
}
