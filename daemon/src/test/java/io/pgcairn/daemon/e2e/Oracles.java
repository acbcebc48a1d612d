package io.pgcairn.daemon.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.daemon.InProcess;
import io.pgcairn.daemon.instance.ClusterOptions;
import io.pgcairn.daemon.instance.ServerBinaries;
import io.pgcairn.daemon.instance.ServerInstance;
import io.pgcairn.daemon.testing.CleanEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** PostgreSQL's own tools as judges. */
record Oracles(ServerBinaries binaries, Path scratch) {
    /** {@code pg_verifybackup} finds every file as the manifest says; the WAL is still in the store. */
    void verifyBackup(Path data) throws Exception {
        String said = run("pg_verifybackup", "-n", data.toString());
        assertTrue(said.contains("successfully verified"), said);
    }

    /** {@code pg_waldump} reads what {@code pgcairn open} makes of a stored segment. */
    void readSegment(Site site) throws Exception {
        String object = StoredWal.complete(site.objects()).getFirst();
        InProcess.Answer opened = site.run("open", object);
        assertEquals(0, opened.exitCode(), opened::toString);
        Path segment = scratch.resolve(StoredWal.segmentOf(object));
        Files.write(segment, opened.out());
        String records = run("pg_waldump", segment.toString());
        assertTrue(records.lines().count() > 10, records);
    }

    /** {@code pg_amcheck} finds all tables and indexes sound. */
    void checkTables(ServerInstance server) throws Exception {
        run(
                "pg_amcheck",
                "--install-missing",
                "--heapallindexed",
                "-h",
                server.host(),
                "-p",
                Integer.toString(server.port()),
                "-U",
                ClusterOptions.SUPERUSER,
                "postgres");
    }

    private String run(String tool, String... arguments) throws IOException, InterruptedException {
        List<String> words =
                new java.util.ArrayList<>(List.of(binaries.program(tool).toString()));
        words.addAll(List.of(arguments));
        Path said = scratch.resolve(tool + ".txt");
        Process process = CleanEnvironment.of(new ProcessBuilder(words))
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        if (!process.waitFor(2, TimeUnit.MINUTES)) {
            process.destroyForcibly().waitFor();
        }
        String text = Files.readString(said);
        assertEquals(0, process.exitValue(), () -> tool + ": " + text);
        return text;
    }
}
