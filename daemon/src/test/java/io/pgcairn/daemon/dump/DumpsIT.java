package io.pgcairn.daemon.dump;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.daemon.catalog.DumpFormat;
import io.pgcairn.daemon.catalog.DumpRecord;
import io.pgcairn.daemon.fault.Fault;
import io.pgcairn.daemon.testing.TestPostgres;
import io.pgcairn.storage.ByteRange;
import io.pgcairn.storage.ObjectKey;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Dumps of real servers by Debian's pg_dump: the servers from Maven Central come without one. */
class DumpsIT {
    private static final List<String> ODD_NAMES =
            List.of("my db", "o'hara", "über \"groß\"", "dbname=postgres host=nowhere", "globals", "-x", "back\\slash");
    private static final String MARKER = "PLAIN-TEXT-THAT-NOBODY-MAY-SEE";
    private static final String SUM = "SELECT count(*) || ' ' || md5(string_agg(t, ',' ORDER BY id)) FROM ledger";

    @TempDir
    private Path directory = Path.of("");

    private static String quoted(String database) {
        return "\"" + database.replace("\"", "\"\"") + "\"";
    }

    private static void fill(DumpFixture fixture, String database) throws Exception {
        fixture.run("postgres", "CREATE DATABASE " + quoted(database));
        fixture.run(
                database,
                "CREATE TABLE ledger (id int, t text)",
                "INSERT INTO ledger SELECT g, '" + MARKER + "' || md5(g::text || current_database())"
                        + " FROM generate_series(1, 500) g");
    }

    @ParameterizedTest
    @EnumSource(DumpFormat.class)
    void every_format_brings_back_every_database_whatever_its_name(DumpFormat format) throws Exception {
        try (DumpFixture fixture = new DumpFixture(TestPostgres.of(TestPostgres.requireDebian()))) {
            fixture.run("postgres", "CREATE ROLE somebody LOGIN PASSWORD 'theirs'");
            for (String name : ODD_NAMES) {
                fill(fixture, name);
            }
            List<String> sums = sums(fixture);
            DumpRecord dump = fixture.dumps(format).take(fixture.lineage, DumpListener.SILENT);
            List<String> names =
                    dump.databases().stream().map(DumpRecord.Database::name).toList();
            assertTrue(names.containsAll(ODD_NAMES), names::toString);
            assertTrue(names.contains("postgres") && !names.contains("template0"), names::toString);
            assertTrue(dump.hasRolePasswords());
            assertEquals(List.of(dump), fixture.lineage.dumps().list());
            assertNothingIsPlain(fixture, dump);

            for (String name : ODD_NAMES) {
                fixture.run("postgres", "DROP DATABASE " + quoted(name), "CREATE DATABASE " + quoted(name));
            }
            fixture.run("postgres", "DROP ROLE somebody");
            String psql = DumpFixture.programs().resolve("psql").toString();
            // The superuser is there already: the error is passed over, as an operator does.
            fixture.feed("postgres", fixture.lineage.dumps().openGlobals(dump), psql, "--quiet");
            for (DumpRecord.Database database : dump.databases()) {
                if (ODD_NAMES.contains(database.name())) {
                    restore(fixture, format, dump, database);
                }
            }
            assertEquals(sums, sums(fixture));
            assertEquals("1", fixture.ask("postgres", "SELECT count(*) FROM pg_roles WHERE rolname = 'somebody'"));
        }
    }

    private static void restore(DumpFixture fixture, DumpFormat format, DumpRecord dump, DumpRecord.Database database)
            throws Exception {
        Path bin = DumpFixture.programs();
        InputStream plain = fixture.lineage.dumps().openDatabase(dump, database);
        if (format == DumpFormat.PLAIN) {
            fixture.feed(database.name(), plain, bin.resolve("psql").toString(), "--quiet", "--set=ON_ERROR_STOP=1");
        } else {
            String into = "dbname='" + database.name().replace("\\", "\\\\").replace("'", "\\'") + "'";
            fixture.feed(
                    "postgres", plain, bin.resolve("pg_restore").toString(), "--exit-on-error", "--dbname=" + into);
        }
    }

    private static List<String> sums(DumpFixture fixture) throws Exception {
        List<String> sums = new java.util.ArrayList<>();
        for (String name : ODD_NAMES) {
            sums.add(fixture.ask(name, SUM));
        }
        return sums;
    }

    private static void assertNothingIsPlain(DumpFixture fixture, DumpRecord dump) throws Exception {
        int sealed = 0;
        for (ObjectKey key : fixture.objects()) {
            byte[] bytes;
            try (InputStream in = fixture.store.get(key, ByteRange.ALL)) {
                bytes = in.readAllBytes();
            }
            String text = new String(bytes, StandardCharsets.ISO_8859_1);
            assertFalse(text.contains(MARKER.substring(5)), key + " shows a row");
            assertFalse(text.contains(DumpFixture.PASSWORD), key + " shows a password");
            sealed += text.startsWith("age-encryption.org/v1\n") ? 1 : 0;
        }
        assertEquals(dump.databases().size() + 1, sealed);
    }

    @Test
    void shows_no_secret_among_its_arguments_runs_once_at_a_time_and_leaves_nothing_when_it_is_killed()
            throws Exception {
        try (DumpFixture fixture = new DumpFixture(TestPostgres.of(TestPostgres.requireDebian()));
                var locking = fixture.open("postgres")) {
            fixture.run("postgres", "CREATE TABLE locked (id int)");
            locking.setAutoCommit(false);
            locking.createStatement().execute("LOCK TABLE locked IN ACCESS EXCLUSIVE MODE");
            Dumps dumps = fixture.dumps(DumpFormat.CUSTOM);
            AtomicBoolean reached = new AtomicBoolean();
            Waiting<DumpRecord> taking =
                    Waiting.on(() -> dumps.take(fixture.lineage, plainBytes -> reached.set(plainBytes > 0)));
            ProcessHandle program = Waiting.until(() -> waitingProgram(fixture));
            assertTrue(reached.get(), "the globals were told");
            assertTrue(dumps.running().isPresent());
            assertThrows(DumpBusyException.class, () -> dumps.take(fixture.lineage, DumpListener.SILENT));
            String words = Files.readString(Path.of("/proc/" + program.pid() + "/cmdline"));
            assertTrue(words.contains("pg_dump"), words);
            assertFalse(words.contains(DumpFixture.PASSWORD), words);
            assertTrue(program.destroyForcibly());
            DumpFailedException failed = assertThrows(DumpFailedException.class, taking::end);
            assertTrue(String.valueOf(failed.getMessage()).contains("ended by signal 9"), failed::getMessage);
            assertEquals(List.of(fixture.lineage.id() + "/lineage.json"), texts(fixture.objects()));
            assertEquals(Optional.empty(), dumps.running());
        }
    }

    /** The pg_dump that waits for the lock. */
    private static Optional<ProcessHandle> waitingProgram(DumpFixture fixture) throws Exception {
        String waiting = fixture.ask(
                "postgres", "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 'locked'::regclass");
        return ProcessHandle.current()
                .children()
                .filter(child -> child.info()
                        .command()
                        .filter(name -> name.endsWith("/pg_dump"))
                        .isPresent())
                .filter(_ -> waiting.equals("1"))
                .findFirst();
    }

    @Test
    void an_interrupt_ends_the_program_and_leaves_nothing() throws Exception {
        try (DumpFixture fixture = new DumpFixture(TestPostgres.of(TestPostgres.requireDebian()));
                var locking = fixture.open("postgres")) {
            fixture.run("postgres", "CREATE TABLE locked (id int)");
            locking.setAutoCommit(false);
            locking.createStatement().execute("LOCK TABLE locked IN ACCESS EXCLUSIVE MODE");
            Dumps dumps = fixture.dumps(DumpFormat.CUSTOM);
            Waiting<DumpRecord> taking = Waiting.on(() -> dumps.take(fixture.lineage, DumpListener.SILENT));
            ProcessHandle program = Waiting.until(() -> waitingProgram(fixture));
            taking.interrupt();
            assertThrows(InterruptedException.class, taking::end);
            Waiting.until(() -> program.isAlive() ? Optional.empty() : Optional.of(true));
            assertEquals(List.of(fixture.lineage.id() + "/lineage.json"), texts(fixture.objects()));
        }
    }

    private static List<String> texts(List<ObjectKey> keys) {
        return keys.stream().map(ObjectKey::value).toList();
    }

    @Test
    void a_database_that_is_dropped_before_its_turn_is_told_and_the_others_are_dumped() throws Exception {
        try (DumpFixture fixture = new DumpFixture(TestPostgres.of(TestPostgres.requireDebian()))) {
            fill(fixture, "a stays");
            fill(fixture, "b goes");
            AtomicBoolean isDropped = new AtomicBoolean();
            DumpRecord dump = fixture.dumps(DumpFormat.CUSTOM).take(fixture.lineage, _ -> {
                if (isDropped.compareAndSet(false, true)) {
                    try {
                        fixture.run("postgres", "DROP DATABASE \"b goes\"");
                    } catch (java.sql.SQLException e) {
                        throw new AssertionError("the database is not dropped", e);
                    }
                }
            });
            assertEquals(List.of("b goes"), dump.dropped());
            List<String> names =
                    dump.databases().stream().map(DumpRecord.Database::name).toList();
            assertTrue(names.contains("a stays") && !names.contains("b goes"), names::toString);
            assertEquals(List.of(dump), fixture.lineage.dumps().list());
            DumpFailedException absent = assertThrows(
                    DumpFailedException.class,
                    () -> fixture.dumps(DumpFormat.CUSTOM, "b goes").take(fixture.lineage, DumpListener.SILENT));
            assertTrue(String.valueOf(absent.getMessage()).contains("b goes"), absent::getMessage);
        }
    }

    @Test
    void a_role_that_may_not_read_the_passwords_dumps_all_but_them() throws Exception {
        try (DumpFixture fixture = new DumpFixture(TestPostgres.major(14))) {
            fill(fixture, "mine");
            fixture.run("postgres", "CREATE ROLE backup LOGIN PASSWORD 'x'", "GRANT pg_read_all_settings TO backup");
            fixture.run("mine", "GRANT SELECT ON ledger TO backup");
            String uri = fixture.server.uri().replace("postgres@", "backup:x@");
            Dumps dumps = new Dumps(
                    DumpFixture.connector(uri),
                    new DumpSettings(List.of("mine"), DumpFormat.CUSTOM, Optional.of(DumpFixture.programs())),
                    Clock.systemUTC());
            DumpRecord dump = dumps.take(fixture.lineage, DumpListener.SILENT);
            assertFalse(dump.hasRolePasswords());
            try (InputStream globals = fixture.lineage.dumps().openGlobals(dump)) {
                String text = new String(globals.readAllBytes(), StandardCharsets.UTF_8);
                assertTrue(text.contains("CREATE ROLE backup"), text);
                assertFalse(text.contains("SCRAM-SHA-256"), text);
            }
        }
    }

    @Test
    void a_pg_dump_that_is_older_than_the_server_is_refused_with_both_versions() throws Exception {
        try (DumpFixture fixture = new DumpFixture(TestPostgres.major(18))) {
            DumpProgramException refused = assertThrows(
                    DumpProgramException.class,
                    () -> fixture.dumps(DumpFormat.CUSTOM).take(fixture.lineage, DumpListener.SILENT));
            assertEquals(Fault.DUMP_PROGRAM, refused.fault());
            String message = String.valueOf(refused.getMessage());
            assertTrue(message.contains("15.") && message.contains("version 18"), message);
            assertTrue(refused.hint().contains("postgresql-client-18"), refused::hint);
            Dumps without = new Dumps(
                    fixture.connector,
                    new DumpSettings(List.of(), DumpFormat.CUSTOM, Optional.of(directory)),
                    Clock.systemUTC());
            DumpProgramException missing =
                    assertThrows(DumpProgramException.class, () -> without.take(fixture.lineage, DumpListener.SILENT));
            assertTrue(String.valueOf(missing.getMessage()).contains(directory.toString()), missing::getMessage);
        }
    }
}
