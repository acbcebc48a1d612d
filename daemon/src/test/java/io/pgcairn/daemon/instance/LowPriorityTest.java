package io.pgcairn.daemon.instance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LowPriorityTest {
    @TempDir
    private Path programs = Path.of("");

    private String program(String name) throws Exception {
        Path file = Files.createFile(programs.resolve(name));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        return file.toString();
    }

    @Test
    void puts_the_programs_that_are_there_in_front() throws Exception {
        assertEquals(List.of("postgres", "-D"), LowPriority.running(programs, List.of("postgres", "-D")));
        String nice = program("nice");
        assertEquals(List.of(nice, "-n", "19", "postgres"), LowPriority.running(programs, List.of("postgres")));
        String ionice = program("ionice");
        assertEquals(
                List.of(nice, "-n", "19", ionice, "-t", "-c", "3", "postgres"),
                LowPriority.running(programs, List.of("postgres")));
    }

    @Test
    void the_systems_own_programs_run_what_follows_them() throws Exception {
        Command command = new Command(LowPriority.running(List.of("/bin/sh", "-c", "echo here")), programs, LIMIT);
        assertEquals("here\n", command.run());
    }

    private static final Duration LIMIT = Duration.ofMinutes(2);
}
