package io.pgcairn.daemon.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.daemon.InProcess;
import io.pgcairn.daemon.fault.Fault;
import io.pgcairn.daemon.postgres.SystemId;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which lineage a restore reads, where pg_upgrade has left the old one beside the new one. */
class RestoreLineageTest {
    private static final SystemId OLD = new SystemId(7_000_000_000_000_000_009L);
    private static final SystemId NEW = new SystemId(7_000_000_000_000_000_005L);
    private static final String OLD_BACKUP = "20261119T070000.000Z";
    private static final String NEW_BACKUP = "20261120T070000.000Z";

    private final Path directory;
    private final TwoDirectories tiers;

    RestoreLineageTest(@TempDir Path directory) throws Exception {
        this.directory = directory;
        this.tiers = new TwoDirectories(directory);
    }

    @BeforeEach
    void store_two_lineages() throws Exception {
        tiers.storeLineage(OLD, Instant.parse("2026-11-01T00:00:00Z"), "near", OLD_BACKUP);
        tiers.storeLineage(NEW, Instant.parse("2026-11-20T00:00:00Z"), "near", NEW_BACKUP);
    }

    private InProcess.Answer restore(String... options) {
        String[] words = new String[options.length + 4];
        System.arraycopy(options, 0, words, 4, options.length);
        words[0] = "--to";
        words[1] = directory.resolve("restored").toString();
        words[2] = "--target";
        words[3] = "immediate";
        return tiers.run("restore", words);
    }

    /** The backups have no WAL, so that the plan ends there, and says of which backup. */
    private static void assertReads(String backup, InProcess.Answer answer) {
        assertEquals(Fault.WAL_GAP.exitCode(), answer.exitCode(), answer::toString);
        assertTrue(answer.err().contains("backup " + backup + " needs WAL"), answer::toString);
    }

    @Test
    void reads_the_one_that_was_made_last_unless_another_is_named() {
        assertReads(NEW_BACKUP, restore("--dry-run"));
        assertReads(OLD_BACKUP, restore("--dry-run", "--lineage", OLD.toString()));
    }

    @Test
    void refuses_one_that_is_not_there_and_names_those_that_are() {
        InProcess.Answer answer = restore("--lineage", "12");
        tiers.assertRefused(Fault.NO_BACKUP, "tier near holds nothing of the lineage 12", answer);
        assertTrue(answer.err().contains(OLD + " (PostgreSQL 18), " + NEW + " (PostgreSQL 18)"), answer::toString);
    }

    @Test
    void refuses_what_is_no_system_identifier() {
        tiers.assertRefused(Fault.USAGE, "--lineage main is no system identifier", restore("--lineage", "main"));
    }
}
