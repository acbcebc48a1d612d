package io.pgcairn.daemon.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.daemon.InProcess;
import io.pgcairn.daemon.instance.ServerInstance;
import io.pgcairn.daemon.testing.CleanEnvironment;
import io.pgcairn.daemon.testing.TestPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A logical dump from the verb to the rows that come back, by way of the daemon and two tiers. */
class DumpStoryIT {
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final Pattern DUMP = Pattern.compile("\"dump\" ?: ?\"([^\"]+)\"");
    private static final String SUM = "SELECT count(*) || ' ' || md5(string_agg(t, ',' ORDER BY id)) FROM ledger";

    @Test
    void a_dump_is_taken_copied_opened_and_restored_and_refused_where_it_is_damaged_or_no_good() throws Exception {
        Path bin = TestPostgres.requireDebian().directory();
        try (TestPostgres postgres = TestPostgres.of(TestPostgres.requireDebian())) {
            ServerInstance server = postgres.running();
            Sql.of(server).run("CREATE DATABASE \"my db\"");
            Sql ours = in(server, "my%20db");
            ours.run(
                    "CREATE TABLE ledger (id int, t text)",
                    "INSERT INTO ledger SELECT g, md5(g::text) FROM generate_series(1, 1000) g");
            String before = ours.ask(SUM);
            Site plain = Site.make(postgres.directory().resolve("site"), server.uri());
            assertEquals(3, plain.run("dump").exitCode(), "a cluster without a section dumps");
            Path far = plain.directory().resolve("far");
            Site site = plain.tiered("""
                        dumps: { schedule: never, programs: %s }
                        ack: [near]
                        tiers:
                          - { name: near, store: "file://%s" }
                          - { name: far, store: "file://%s" }
                    """.formatted(bin, plain.store(), far));
            String id;
            try (DaemonProcess daemon = site.startDaemon().ready()) {
                InProcess.Answer dump = site.run("dump", "--wait", "--json");
                assertEquals(0, dump.exitCode(), dump::toString);
                Matcher found = DUMP.matcher(dump.text());
                assertTrue(found.find(), dump::text);
                id = found.group(1);
                Eventually.is(
                        "the far tier has it",
                        LIMIT,
                        () -> Site.files(far).stream().anyMatch(name -> name.endsWith(id + "/dump.json")));
                assertTrue(daemon.isAlive());
            }
            Sql.of(server).run("DROP DATABASE \"my db\"", "CREATE DATABASE new");
            restore(bin, server, site.run("open", id + "/my db"));
            assertEquals(before, in(server, "new").ask(SUM));
            assertTrue(site.run("open", id + "/globals").text().contains("CREATE ROLE"));
            assertEquals(72, site.run("open", id + "/other").exitCode());
            assertEquals(2, site.run("open", id).exitCode(), "several databases, none named");
            assertEquals(72, site.run("open", "20200101T000000.000Z/postgres").exitCode());
            damage(site, id, before);
        }
    }

    private static void damage(Site site, String id, String before) throws Exception {
        Path dump = site.store()
                .resolve(site.objects().stream()
                        .filter(name -> name.endsWith("/dumps/" + id))
                        .findFirst()
                        .orElseThrow());
        assertFalse(before.isEmpty());
        Path part = dump.resolve("database/0000.dump.zst.age");
        byte[] bytes = Files.readAllBytes(part);
        Files.write(part, java.util.Arrays.copyOf(bytes, bytes.length - 1));
        assertEquals(32, site.run("open", id + "/my db", "--tier", "near").exitCode(), "truncated");
        assertEquals(0, site.run("open", id + "/my db").exitCode(), "the far tier has it whole");
        Files.copy(dump.resolve("database/0001.dump.zst.age"), part, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        InProcess.Answer swapped = site.run("open", id + "/my db", "--tier", "near");
        assertTrue(List.of(31, 32).contains(swapped.exitCode()), swapped::toString);
        assertEquals(0, swapped.out().length, "nothing of another database is given out");
        Files.delete(dump.resolve("dump.json"));
        assertEquals(72, site.run("open", id + "/postgres", "--tier", "near").exitCode(), "no mark");
        Files.delete(part);
        InProcess.Answer repair = site.run("repair");
        assertEquals(0, repair.exitCode(), repair::toString);
        assertEquals(0, site.run("open", id + "/my db", "--tier", "near").exitCode(), "mended");
    }

    private static Sql in(ServerInstance server, String database) {
        return new Sql(server.jdbcUrl().replace("/postgres?", "/" + database + "?"));
    }

    private static void restore(Path bin, ServerInstance server, InProcess.Answer opened) throws Exception {
        assertEquals(0, opened.exitCode(), opened::toString);
        Path dump = Files.createTempFile("dump-", ".bin");
        try {
            Files.write(dump, opened.out());
            Process process = CleanEnvironment.of(new ProcessBuilder(
                            bin.resolve("pg_restore").toString(),
                            "--exit-on-error",
                            "--dbname=" + server.uri().replaceFirst("/[^/?]*([?]|$)", "/new$1")))
                    .redirectInput(dump.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            assertTrue(process.waitFor(5, TimeUnit.MINUTES), "pg_restore does not end");
            assertEquals(0, process.exitValue());
        } finally {
            Files.delete(dump);
        }
    }
}
