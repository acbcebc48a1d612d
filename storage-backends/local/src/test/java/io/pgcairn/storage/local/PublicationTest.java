package io.pgcairn.storage.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.storage.ObjectExistsException;
import io.pgcairn.storage.ObjectStore;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Publishing with hard links and without. */
class PublicationTest {
    @TempDir
    Path directory;

    @Test
    void turns_to_renaming_where_there_are_no_hard_links() throws Exception {
        LinkPublication publication = new LinkPublication();
        try (FileSystem zip = FileSystems.newFileSystem(directory.resolve("a.zip"), Map.of("create", "true"))) {
            Path file = Files.writeString(zip.getPath("/temporary"), "bytes");
            assertTrue(publication.isExclusive());
            publication.publishIfAbsent(file, zip.getPath("/object"));
            assertFalse(publication.isExclusive());
            assertEquals("bytes", Files.readString(zip.getPath("/object")));
            Path second = Files.writeString(zip.getPath("/second"), "other");
            assertThrows(
                    FileAlreadyExistsException.class,
                    () -> publication.publishIfAbsent(second, zip.getPath("/object")));
        }
    }

    @Test
    void keeps_linking_after_failures_of_another_kind() throws Exception {
        LinkPublication publication = new LinkPublication();
        Path file = Files.writeString(directory.resolve("temporary"), "bytes");
        Path taken = Files.writeString(directory.resolve("taken"), "other");
        assertThrows(FileAlreadyExistsException.class, () -> publication.publishIfAbsent(file, taken));
        assertThrows(
                NoSuchFileException.class,
                () -> publication.publishIfAbsent(file, directory.resolve("missing/object")));
        assertThrows(FileSystemException.class, () -> publication.publishIfAbsent(file, taken.resolve("below")));
        assertTrue(publication.isExclusive());
    }

    @Test
    void without_links_refuses_a_taken_key_but_claims_no_conditional_put() throws Exception {
        Path root = directory.resolve("store");
        try (ObjectStore store = LocalStores.open(root, new RenamePublication(), Duration.ofMinutes(1))) {
            assertFalse(store.capabilities().conditionalPut());
            LocalStores.put(store, "a/b", 5);
            assertThrows(ObjectExistsException.class, () -> LocalStores.put(store, "a/b", 6));
            assertEquals(List.of("a/b"), LocalStores.files(root));
        }
    }
}
