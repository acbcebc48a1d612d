package io.pgcairn.daemon.service;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessTableTest {
    @TempDir
    private Path directory = Path.of("");

    @Test
    void what_cannot_be_seen_is_gone_only_where_others_can_be_seen() throws Exception {
        ProcessTable processes = new ProcessTable(directory);
        assertFalse(processes.isGone(77, "5"), "the processes of others are hidden");
        Files.createDirectory(directory.resolve("1"));
        assertTrue(processes.isGone(77, "5"));
        Files.createDirectory(directory.resolve("77"));
        assertFalse(processes.isGone(77, "5"), "it is there, but cannot be read");
    }
}
