package io.pgcairn.daemon.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.daemon.fault.Fault;
import io.pgcairn.daemon.testing.ReachableDirectory;
import io.pgcairn.daemon.testing.TestPostgres;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DemoIT {
    private static final int ROWS = 400;

    private final ByteArrayOutputStream told = new ByteArrayOutputStream();

    @Test
    void the_demo_ends_with_all_equal_and_leaves_nothing_behind() throws Exception {
        assertTrue(play(new DemoSettings(Optional.empty(), Optional.empty(), ROWS)), this::story);
        assertTrue(story().endsWith("All is equal." + System.lineSeparator()), this::story);
        assertFalse(story().contains("AGE-SECRET-KEY"), this::story);
        Path directory = Path.of(story().replaceAll("(?s).*?happens\\s+in\\s+(/\\S+)\\.\\s.*", "$1"));
        assertTrue(directory.getFileName().toString().startsWith("pgcairn-demo-"), directory.toString());
        assertFalse(Files.exists(directory), directory.toString());
    }

    @Test
    void an_installed_server_is_used_and_the_result_is_kept() throws Exception {
        Path programs = TestPostgres.requireDebian().directory();
        try (ReachableDirectory directory = ReachableDirectory.create()) {
            Path kept = directory.path().resolve("kept");
            assertTrue(play(new DemoSettings(Optional.of(programs), Optional.of(kept), ROWS)), this::story);
            assertTrue(story().contains("PostgreSQL 15"), this::story);
            assertTrue(story().contains("pg_verifybackup found"), this::story);
            assertTrue(Files.exists(kept.resolve("restored-latest/PG_VERSION")));
            assertTrue(Files.exists(kept.resolve("restored-before/PG_VERSION")));
            assertFalse(Files.exists(kept.resolve("postgres")));
        }
    }

    @Test
    void a_directory_that_holds_something_is_left_alone() throws Exception {
        try (ReachableDirectory directory = ReachableDirectory.create()) {
            Path mine = Files.writeString(directory.path().resolve("mine"), "mine");
            DemoException refused = assertThrows(
                    DemoException.class,
                    () -> play(new DemoSettings(Optional.empty(), Optional.of(directory.path()), ROWS)));
            assertEquals(Fault.DIRECTORY_NOT_EMPTY, refused.fault());
            assertEquals("mine", Files.readString(mine));
        }
    }

    @Test
    void a_daemon_that_does_not_start_is_quoted_from_its_log() {
        Program broken = program("io.pgcairn.daemon.NoSuchProgram");
        DemoException failed = assertThrows(
                DemoException.class,
                () -> new Demo(broken, stream(), Clock.systemUTC())
                        .play(new DemoSettings(Optional.empty(), Optional.empty(), ROWS)));
        assertTrue(failed.hint().contains("NoSuchProgram"), failed.hint());
    }

    private boolean play(DemoSettings settings) throws Exception {
        return new Demo(program("io.pgcairn.daemon.Main"), stream(), Clock.systemUTC()).play(settings);
    }

    private static Program program(String mainClass) {
        return new Program(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                System.getProperty("java.class.path"),
                mainClass,
                Path.of(System.getProperty("pgcairn.root", ".."))
                        .toAbsolutePath()
                        .normalize());
    }

    private PrintStream stream() {
        return new PrintStream(told, true, StandardCharsets.UTF_8);
    }

    private String story() {
        return told.toString(StandardCharsets.UTF_8);
    }
}
