package io.pgcairn.daemon.setup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.pgcairn.daemon.fault.Fault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostFilesTest {
    private static final Clock NOON = Clock.fixed(Instant.parse("2026-11-21T12:00:00Z"), ZoneOffset.UTC);
    private static final String KEPT = "pgcairn.yaml.20261121T120000Z";

    @TempDir
    private Path directory = Path.of("");

    private final HostFiles files = new HostFiles(Optional.empty(), NOON);

    private static String mode(Path file) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    private List<String> names() throws Exception {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.skip(1)
                    .map(file -> directory.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    @Test
    void writes_for_nobody_but_us_and_takes_everything_back() throws Exception {
        Path key = directory.resolve("etc/identity.txt");
        Path config = directory.resolve("etc/pgcairn.yaml");
        files.writeKey(key, "key\n");
        files.writeConfiguration(config, "config\n");
        assertEquals("rw-------", mode(key));
        assertEquals("rw-r-----", mode(config));
        assertEquals("rwxr-x---", mode(directory.resolve("etc")));
        assertEquals("config\n", Files.readString(config));
        assertEquals(List.of("etc", "etc/identity.txt", "etc/pgcairn.yaml"), names());
        files.takeBack(new IllegalStateException("no"));
        assertEquals(List.of(), names());
    }

    @Test
    void a_key_is_never_written_over_another() throws Exception {
        Path key = Files.writeString(directory.resolve("identity.txt"), "old");
        var refused = assertThrows(SetupException.class, () -> files.writeKey(key, "new"));
        assertEquals(Fault.CONFIGURATION, refused.fault());
        files.takeBack(refused);
        assertEquals("old", Files.readString(key));
        assertEquals(List.of("identity.txt"), names());
    }

    @Test
    void a_configuration_that_is_replaced_stays_beside_and_comes_back() throws Exception {
        Path config = Files.writeString(directory.resolve("pgcairn.yaml"), "old");
        files.writeConfiguration(config, "new");
        assertEquals("old", Files.readString(directory.resolve(KEPT + ".bak")));
        assertEquals("new", Files.readString(config));
        files.takeBack(new IllegalStateException("no"));
        assertEquals("old", Files.readString(config));
        assertEquals(List.of("pgcairn.yaml"), names());
    }

    @Test
    void what_was_kept_before_is_never_written_over() throws Exception {
        Path config = Files.writeString(directory.resolve("pgcairn.yaml"), "first");
        assertEquals(Optional.of(directory.resolve(KEPT + ".bak")), files.writeConfiguration(config, "second"));
        assertEquals(Optional.of(directory.resolve(KEPT + "-2.bak")), files.writeConfiguration(config, "third"));
        assertEquals("first", Files.readString(directory.resolve(KEPT + ".bak")));
        assertEquals("second", Files.readString(directory.resolve(KEPT + "-2.bak")));
        files.takeBack(new IllegalStateException("no"));
        assertEquals("first", Files.readString(config));
        assertEquals(List.of("pgcairn.yaml"), names());
    }

    @Test
    void where_nothing_can_be_written_nothing_is_left() throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "no directory");
        assertThrows(SetupException.class, () -> files.writeKey(file.resolve("identity.txt"), "key"));
        assertFalse(Files.isDirectory(file));
        assertEquals(List.of("file"), names());
    }
}
