package io.pgcairn.daemon.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.daemon.catalog.BackupId;
import io.pgcairn.daemon.restore.RecoveryTarget;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DrillDirectoryTest {
    private static final BackupId DRILL = new BackupId("20261121T100000.000Z");
    private static final String NAME = "main-" + DRILL;

    @TempDir
    private Path base;

    private Path left(String name, boolean isMarked) throws Exception {
        Path root = Files.createDirectories(base.resolve(name));
        Files.createDirectories(root.resolve("data/base"));
        Files.writeString(root.resolve("data/base/1"), "x");
        if (isMarked) {
            Files.createFile(root.resolve(DrillDirectory.MARK));
        }
        return root;
    }

    private List<Path> there() throws Exception {
        try (Stream<Path> entries = Files.list(base)) {
            return entries.sorted().toList();
        }
    }

    @Test
    void is_its_owners_alone_and_goes_with_all_that_is_in_it() throws Exception {
        Path outside = Files.writeString(base.resolve("outside"), "stays");
        try (DrillDirectory directory = DrillDirectory.make(base, "main", DRILL)) {
            assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.root())));
            Files.createSymbolicLink(directory.root().resolve("link"), outside);
            Files.createDirectories(directory.root().resolve("data/pg_wal"));
            assertThrows(FileAlreadyExistsException.class, () -> DrillDirectory.make(base, "main", DRILL));
        }
        assertEquals(List.of(outside), there());
    }

    @Test
    void stays_without_its_mark_where_it_is_kept() throws Exception {
        try (DrillDirectory directory = DrillDirectory.make(base, "main", DRILL)) {
            directory.keep();
        }
        assertFalse(Files.exists(base.resolve(NAME).resolve(DrillDirectory.MARK)));
        assertEquals(List.of(), new Leftovers(base, "main").remove());
        assertTrue(Files.exists(base.resolve(NAME)));
    }

    @Test
    void takes_in_every_tablespace() throws Exception {
        try (DrillDirectory directory = DrillDirectory.make(base, "main", DRILL)) {
            Path moved = directory
                    .placed(Plans.to(new RecoveryTarget.Latest()))
                    .tablespaces()
                    .getFirst()
                    .destination();
            assertEquals(directory.root().resolve("tablespaces/16400"), moved);
        }
    }

    @Test
    void what_a_killed_drill_left_is_removed_by_name_and_mark() throws Exception {
        Path ours = left(NAME, true);
        Path unmarked = left("main-20261121T100000.001Z", false);
        Path other = left("other-" + DRILL, true);
        Path named = left("main-" + DRILL + "-copy", true);
        Path linked = Files.createSymbolicLink(base.resolve("main-20261121T100000.002Z"), other);
        assertEquals(List.of(ours), new Leftovers(base, "main").remove());
        assertEquals(Stream.of(unmarked, other, named, linked).sorted().toList(), there());
        assertEquals(List.of(), new Leftovers(base.resolve("none"), "main").remove());
    }

    @Test
    void what_a_living_drill_uses_is_left_alone() throws Exception {
        try (DrillDirectory directory = DrillDirectory.make(base, "main", DRILL)) {
            assertEquals(List.of(), new Leftovers(base, "main").remove());
            assertTrue(Files.exists(directory.root()));
        }
    }

    @Test
    void room_is_wanted_for_the_backup_its_wal_and_a_fifth() throws Exception {
        var plan = Plans.to(new RecoveryTarget.Latest());
        long needed = DiskRoom.needed(plan);
        assertEquals((2000 + (1 << 20)) * 6 / 5, needed);
        DiskRoom enough = _ -> needed;
        enough.require(plan, base);
        DiskRoom scant = _ -> needed - 1;
        DrillException refusal = assertThrows(DrillException.class, () -> scant.require(plan, base));
        assertTrue(String.valueOf(refusal.getMessage()).contains("are free"), refusal.getMessage());
        assertTrue(refusal.hint().contains("drill.directory"));
    }
}
