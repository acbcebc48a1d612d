package io.pgcairn.daemon.dump;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DumpProgramsTest {
    @TempDir
    private Path directory = Path.of("");

    private Path programs(String place, String version) throws IOException {
        Path bin = Files.createDirectories(directory.resolve(place));
        for (String name : List.of("pg_dump", "pg_dumpall")) {
            Path program = bin.resolve(name);
            Files.writeString(program, "#!/bin/sh\necho 'pg_dump (PostgreSQL) " + version + "'\n");
            Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        return bin;
    }

    private DumpPrograms looking(Path... path) {
        String joined =
                String.join(":", List.of(path).stream().map(Path::toString).toList());
        return new DumpPrograms(Map.of("PATH", "relative:" + joined), directory.resolve("versions"));
    }

    private Path found(DumpPrograms programs, Optional<Path> configured, Optional<Path> own, int major)
            throws Exception {
        return programs.find(configured, own, major).directory();
    }

    @Test
    void the_configured_directory_wins_then_the_servers_own_then_the_path_then_the_newest_of_debian() throws Exception {
        Path configured = programs("configured", "18.1");
        Path own = programs("own", "17.2 (Debian 17.2-1.pgdg120+1)");
        Path path = programs("path", "18beta1");
        programs("versions/9.6/bin", "9.6.1");
        programs("versions/16/bin", "16.4");
        Path newest = programs("versions/18/bin", "18.0");
        assertEquals(configured, found(looking(path), Optional.of(configured), Optional.of(own), 17));
        assertEquals(own, found(looking(path), Optional.empty(), Optional.of(own), 17));
        assertEquals(path, found(looking(path), Optional.empty(), Optional.of(own), 18));
        assertEquals(newest, found(looking(), Optional.empty(), Optional.of(own), 18));
        assertEquals(17, looking().find(Optional.empty(), Optional.of(own), 15).major());
    }

    @Test
    void a_configured_directory_alone_is_looked_into() throws Exception {
        Path old = programs("old", "15.14");
        Path path = programs("path", "18.0");
        DumpProgramException refused = assertThrows(
                DumpProgramException.class, () -> looking(path).find(Optional.of(old), Optional.empty(), 16));
        assertTrue(String.valueOf(refused.getMessage()).contains("pg_dump (PostgreSQL) 15.14 in " + old));
        assertTrue(String.valueOf(refused.getMessage()).contains("version 16"));
        assertTrue(refused.hint().contains("postgresql-client-16"), refused::hint);
    }

    @Test
    void what_does_not_run_and_what_has_only_one_of_the_two_is_none() throws Exception {
        Path half = programs("half", "18.0");
        Files.delete(half.resolve("pg_dumpall"));
        Path broken = programs("broken", "18.0");
        Files.writeString(broken.resolve("pg_dump"), "#!/bin/sh\nexit 1\n");
        Path absent = directory.resolve("absent");
        DumpProgramException missing = assertThrows(
                DumpProgramException.class,
                () -> looking(half, broken).find(Optional.empty(), Optional.of(absent), 16));
        for (Path place : List.of(half, broken, absent)) {
            assertTrue(String.valueOf(missing.getMessage()).contains(place.toString()), missing::getMessage);
        }
        assertTrue(missing.hint().contains("dumps.programs"), missing::hint);
    }

    @Test
    void debians_choosing_script_on_the_path_is_passed_over() throws Exception {
        Path wrapper = programs("share", "18.0").resolve("pg_dump");
        Files.move(wrapper, wrapper.resolveSibling("pg_wrapper"));
        Path path = Files.createDirectory(directory.resolve("path"));
        for (String name : List.of("pg_dump", "pg_dumpall")) {
            Files.createSymbolicLink(path.resolve(name), wrapper.resolveSibling("pg_wrapper"));
        }
        Path newest = programs("versions/18/bin", "18.0");
        assertEquals(newest, found(looking(path), Optional.empty(), Optional.empty(), 18));
    }
}
