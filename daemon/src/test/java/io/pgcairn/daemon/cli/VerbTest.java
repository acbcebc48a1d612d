package io.pgcairn.daemon.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.daemon.fault.Fault;
import io.pgcairn.daemon.postgres.Lsn;
import io.pgcairn.daemon.postgres.SystemId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerbTest {
    private static final List<String> VERBS = List.of(
            "daemon", "demo", "keygen", "check", "config", "backup", "dump", "drill", "status", "list", "hold",
            "unhold", "restore", "open");
    private static final ClusterSelection SELECTION = new ClusterSelection(Path.of("c.yaml"), Optional.empty());

    private final CommandFixture fixture = new CommandFixture();

    @TempDir
    private Path directory;

    @Test
    void the_root_lists_every_verb_and_its_version() {
        assertEquals(0, fixture.run("--help"));
        VERBS.forEach(verb -> assertTrue(fixture.out().contains("\n  " + verb + " "), fixture.out()));
        assertEquals(0, fixture.run("--version"));
        assertTrue(fixture.out().contains("pgcairn "), fixture.out());
    }

    @Test
    void every_verb_has_help_with_an_example_and_all_its_exit_codes() {
        for (Verb verb : fixture.verbs()) {
            CommandFixture own = new CommandFixture();
            String name = verb.getClass().getSimpleName().replace("Verb", "").toLowerCase(java.util.Locale.ROOT);

            assertEquals(0, own.run(name, "--help"), own.err());

            String help = own.out();
            assertTrue(help.contains("Example"), help);
            assertTrue(help.contains("pgcairn " + name), help);
            assertTrue(help.contains("Exit codes:"), help);
            assertTrue(help.matches("(?s).*\\n +0 +done\\b.*"), help);
            List<Fault> faults = new ArrayList<>(verb.faults());
            faults.addAll(List.of(Fault.INTERNAL, Fault.USAGE));
            for (Fault fault : faults) {
                assertTrue(help.matches("(?s).*\\n +" + fault.exitCode() + " +\\S.*"), fault + " is not in " + help);
            }
        }
    }

    @Test
    void a_wrong_command_line_exits_with_2_and_says_where_help_is() {
        assertEquals(2, fixture.run("list", "--config", "c.yaml", "--fobar"));
        assertEquals(
                "pgcairn: error: Unknown option: '--fobar'\n"
                        + "  hint: 'pgcairn list --help' shows what it understands\n",
                fixture.err());
        assertEquals(2, fixture.run("frobnicate"));
        assertEquals(2, fixture.run());
        assertEquals("", fixture.out());
    }

    @Test
    void without_a_configuration_named_the_default_one_is_meant() {
        assertEquals(0, fixture.run("list"));
        String expected = System.getenv().getOrDefault("PGCAIRN_CONFIG", "/etc/pgcairn/pgcairn.yaml");
        assertEquals(new ClusterSelection(Path.of(expected), Optional.empty()), fixture.asked.getLast());
        assertEquals(0, fixture.run("config", "--changed"));
        assertEquals(List.of(Path.of(expected), true), fixture.asked.getLast());
    }

    @Test
    void an_error_says_what_to_do_and_exits_with_its_code() {
        fixture.failure = CommandFixture.known(Fault.NO_BACKUP);

        assertEquals(44, fixture.run("list", "--config", "c.yaml"));
        assertEquals("pgcairn: error: it went wrong\n  hint: mend it\n", fixture.err());
        assertEquals("", fixture.out());
    }

    @Test
    void an_error_is_an_object_where_json_is_asked_for() {
        fixture.failure = CommandFixture.known(Fault.WAL_GAP);

        assertEquals(45, fixture.run("list", "--config", "c.yaml", "--json"));
        assertEquals(
                "{\"error\":\"wal_gap\",\"message\":\"it went wrong\",\"hint\":\"mend it\"}",
                fixture.out().replaceAll("\\s*\\n\\s*", "").replace("\" : ", "\":"));
        assertEquals("", fixture.err());
        assertEquals(2, fixture.run("list", "--json", "--fobar"));
        assertTrue(fixture.out().contains("\"usage\""), fixture.out());
    }

    @Test
    void the_unexpected_exits_with_1_and_shows_its_stack_only_when_asked() {
        fixture.failure = new IllegalStateException("boom");

        assertEquals(1, fixture.run("list", "--config", "c.yaml"));
        assertTrue(fixture.err().startsWith("pgcairn: error: unexpected: java.lang.IllegalStateException: boom"));
        assertFalse(fixture.err().contains("\tat "), fixture.err());
        assertEquals(1, fixture.run("list", "--config", "c.yaml", "-v"));
        assertTrue(fixture.err().contains("\tat "), fixture.err());
    }

    @Test
    void daemon_and_demo_pass_their_options_on() {
        assertEquals(0, fixture.run("daemon", "--config", "c.yaml"));
        assertEquals(0, fixture.run("demo", "--postgres-bin", "/pg", "--keep", "/k", "--rows", "7"));
        assertEquals(
                List.of(
                        Path.of("c.yaml"),
                        new DemoRunner.Play(Optional.of(Path.of("/pg")), Optional.of(Path.of("/k")), 7)),
                fixture.asked);
        assertEquals(2, fixture.run("demo", "--rows", "0"));
        fixture.equal = false;
        assertEquals(5, fixture.run("demo"));
    }

    @Test
    void check_says_a_line_each_and_ends_as_nagios_wants_it() {
        fixture.findings.add(new Checker.Finding(Checker.State.OK, "keys", "open", ""));
        assertEquals(0, fixture.run("check", "--config", "c.yaml"));
        assertEquals("pgcairn OK: 1 checks\nOK       keys: open\n", fixture.out());

        fixture.findings.add(new Checker.Finding(Checker.State.WARNING, "slot", "is new", "wait"));
        assertEquals(1, fixture.run("check", "--config", "c.yaml"));
        assertTrue(
                fixture.out()
                        .endsWith("pgcairn WARNING: 1 of 2 checks, slot: is new\nOK       keys: open\n"
                                + "WARNING  slot: is new\n         hint: wait\n"),
                fixture.out());

        fixture.findings.add(new Checker.Finding(Checker.State.FAILED, "tier near", "is full", "make room"));
        assertEquals(2, fixture.run("check", "--config", "c.yaml", "--json", "--timeout", "5"));
        assertTrue(fixture.out().contains("\"state\" : \"failed\""), fixture.out());
        assertTrue(fixture.out().contains("\"summary\" : \"pgcairn FAILED: 1 of 3 checks"), fixture.out());
    }

    @Test
    void backup_takes_the_cluster_and_prints_both_forms() {
        assertEquals(0, fixture.run("backup", "--config", "c.yaml", "--cluster", "main", "--wait"));
        assertEquals(0, fixture.run("backup", "--config", "c.yaml", "--json"));
        assertEquals(new ClusterSelection(Path.of("c.yaml"), Optional.of("main")), fixture.asked.getFirst());
        String out = fixture.out();
        assertTrue(out.startsWith("wait true\n"), out);
        assertTrue(out.contains("\"wait\" : false"), out);
    }

    @Test
    void backup_takes_a_name_a_note_and_a_hold() {
        assertEquals(
                0,
                fixture.run(
                        "backup",
                        "--config",
                        "c.yaml",
                        "--name",
                        "x",
                        "--note",
                        "before it",
                        "--hold",
                        "30d",
                        "--wait"));
        assertEquals(
                List.of(
                        new ClusterSelection(Path.of("c.yaml"), Optional.empty()),
                        new BackupRequests.Order(Optional.of("x"), Optional.of("before it"), Optional.of("30d"), true)),
                fixture.asked.getFirst());
        assertEquals("read 10 %\n", fixture.err());
    }

    @Test
    void status_prints_both_forms() {
        assertEquals(0, fixture.run("status", "--config", "c.yaml"));
        assertEquals(0, fixture.run("status", "--config", "c.yaml", "--cluster", "main", "--json"));
        assertTrue(fixture.out().startsWith("all is well\n"), fixture.out());
        assertTrue(fixture.out().contains("\"clusters\""), fixture.out());
    }

    @Test
    void hold_and_unhold_pass_everything_on_and_echo_the_end() {
        assertEquals(0, fixture.run("hold", "B", "--config", "c.yaml"));
        assertEquals(0, fixture.run("hold", "B", "--until", "30d", "--reason", "why", "--config", "c.yaml", "--json"));
        assertEquals(0, fixture.run("unhold", "B", "--config", "c.yaml"));
        Instant end = CommandFixture.NOW.plus(java.time.Duration.ofDays(30));
        assertEquals(
                List.of(
                        List.of(SELECTION, "B", Optional.empty(), ""),
                        List.of(SELECTION, "B", Optional.of(end), "why"),
                        List.of(SELECTION, "B")),
                fixture.asked);
        assertTrue(fixture.err().contains("until 30d is " + end + " (UTC)"), fixture.err());
        assertTrue(fixture.out().startsWith("held\n{"), fixture.out());
        assertEquals(2, fixture.run("hold", "B", "--until", "yesterday", "--config", "c.yaml"));
        assertEquals(2, fixture.run("hold", "--config", "c.yaml"));
        assertEquals(2, fixture.run("unhold", "--config", "c.yaml"));
    }

    @Test
    void delete_passes_everything_on_and_prints_both_forms() {
        assertEquals(0, fixture.run("delete", "B", "--config", "c.yaml"));
        assertEquals(0, fixture.run("delete", "B", "--config", "c.yaml", "--tier", "far", "--force", "--json"));
        assertEquals(2, fixture.run("delete", "--config", "c.yaml"));
        assertEquals(
                List.of(
                        List.of(SELECTION, "B", Optional.empty(), false),
                        List.of(SELECTION, "B", Optional.of("far"), true)),
                fixture.asked);
        assertTrue(fixture.out().startsWith("deleted\n{"), fixture.out());
    }

    @Test
    void prune_passes_everything_on_and_says_by_its_code_that_it_was_refused() {
        assertEquals(Fault.RETENTION_REFUSED.exitCode(), fixture.run("prune", "--config", "c.yaml"));
        assertEquals(0, fixture.run("prune", "--config", "c.yaml", "--tier", "far", "--dry-run", "--json"));
        assertEquals(
                List.of(List.of(SELECTION, Optional.empty(), false), List.of(SELECTION, Optional.of("far"), true)),
                fixture.asked);
        assertTrue(fixture.out().startsWith("pruned\n{"), fixture.out());
    }

    @Test
    void restore_passes_everything_on() {
        assertEquals(
                0,
                restore(
                        "--target-time",
                        "30m",
                        "--target-timeline",
                        "latest",
                        "--target-action",
                        "pause",
                        "--target-exclusive",
                        "--tablespace",
                        "/a=/b",
                        "--tablespace",
                        "/c=/d",
                        "--backup",
                        "B",
                        "--lineage",
                        "7",
                        "--tier",
                        "far",
                        "--dry-run",
                        "--parallel",
                        "3",
                        "--json"),
                fixture.err());

        assertEquals(
                List.of(new RestoreRequest(
                        SELECTION,
                        Optional.of("far"),
                        Optional.of(new SystemId(7)),
                        Path.of("/new"),
                        new TargetSpec.AtTime(Instant.parse("2026-11-21T11:30:00Z")),
                        Optional.of("latest"),
                        RestoreRequest.Action.PAUSE,
                        false,
                        Map.of(Path.of("/a"), Path.of("/b"), Path.of("/c"), Path.of("/d")),
                        Optional.of("B"),
                        true,
                        OptionalInt.of(3))),
                fixture.asked);
        assertEquals("target time 30m is 2026-11-21T11:30:00Z (UTC)\ncopying\n", fixture.err());
        assertTrue(fixture.out().contains("\"restored\" : true"), fixture.out());
    }

    @Test
    void restore_understands_every_target() {
        assertTarget(new TargetSpec.Latest(), "--target", "latest");
        assertTarget(new TargetSpec.Immediate(), "--target=immediate");
        assertTarget(new TargetSpec.AtLsn(Lsn.parse("16/B374D848")), "--target-lsn", "16/B374D848");
        assertTarget(new TargetSpec.AtXid(4_294_967_295L), "--target-xid", "4294967295");
        assertTarget(new TargetSpec.AtName("before release"), "--target-name", "before release");
    }

    @Test
    void restore_refuses_what_makes_no_sense() {
        assertRefused(2, "no target is given");
        assertRefused(2, "more than one target", "--target", "latest", "--target-xid", "7");
        assertRefused(41, "'soon' is no target", "--target", "soon");
        assertRefused(41, "'13am' is no moment", "--target-time", "13am");
        assertRefused(41, "'zz' is no LSN", "--target-lsn", "zz");
        assertRefused(41, "'2' is no transaction", "--target-xid", "2");
        assertRefused(41, "'-1' is no transaction", "--target-xid=-1");
        assertRefused(41, "'4294967296' is no transaction", "--target-xid", "4294967296");
        assertRefused(41, "name of a restore point", "--target-name", "n".repeat(64));
        assertRefused(41, "'0' is no timeline", "--target", "latest", "--target-timeline", "0");
        assertRefused(2, "--target-action explode", "--target", "latest", "--target-action", "explode");
        assertRefused(2, "exclude each other", "--target-xid", "7", "--target-inclusive", "--target-exclusive");
        assertRefused(2, "need a time", "--target", "latest", "--target-exclusive");
        assertRefused(2, "is no OLD=NEW", "--target", "latest", "--tablespace", "/a");
        assertRefused(2, "is no OLD=NEW", "--target", "latest", "--tablespace", "/a=b");
        assertRefused(2, "/a is mapped twice", "--target", "latest", "--tablespace", "/a=/b", "--tablespace", "/a=/c");
        assertRefused(2, "two tablespaces", "--target", "latest", "--tablespace", "/a=/c", "--tablespace", "/b=/c/");
        assertRefused(2, "--parallel 65", "--target", "latest", "--parallel", "65");
        assertEquals(List.of(), fixture.asked);
    }

    @Test
    void open_takes_a_file_or_with_a_configuration_an_object() {
        assertEquals(0, fixture.run("open", "f.age", "--identity", "a", "--identity", "b", "--raw"));
        assertEquals(0, fixture.run("open", "main/x", "--config", "c.yaml"));
        assertEquals(0, fixture.run("open", "main/x", "--config", "c.yaml", "--tier", "far"));
        assertEquals(2, fixture.run("open", "f.age", "--cluster", "main"));
        assertEquals(2, fixture.run("open", "f.age", "--tier", "far"));
        assertEquals(
                List.of(
                        List.of(Path.of("f.age"), List.of(Path.of("a"), Path.of("b")), true),
                        List.of(SELECTION, "main/x", List.of(), false),
                        List.of(SELECTION, "far", "main/x", List.of(), false)),
                fixture.asked);
        assertEquals("plainplainplain", fixture.out());
    }

    @Test
    void keygen_writes_a_file_of_the_owner_and_never_over_another() throws Exception {
        Path file = directory.resolve("key.txt");

        assertEquals(0, fixture.run("keygen", "--output", file.toString()));
        assertEquals("Public key: age1public\n", fixture.err());
        assertEquals("", fixture.out());
        assertEquals(PosixFilePermissions.fromString("rw-------"), Files.getPosixFilePermissions(file));
        assertTrue(Files.readString(file).contains("AGE-SECRET-KEY-1SECRET"));

        assertEquals(33, fixture.run("keygen", "--output", file.toString()));
        assertTrue(fixture.err().contains("exists, and a key is never overwritten"), fixture.err());
        assertEquals(
                33,
                fixture.run("keygen", "--output", directory.resolve("no/key").toString()));
        assertTrue(fixture.err().contains("there is no directory"), fixture.err());
    }

    @Test
    void keygen_without_a_file_prints_the_key_and_shows_public_ones() throws Exception {
        Path file = Files.writeString(directory.resolve("key.txt"), "k");

        assertEquals(0, fixture.run("keygen"));
        assertEquals(0, fixture.run("keygen", "--public", file.toString()));
        assertEquals("# public key: age1public\nAGE-SECRET-KEY-1SECRET\npublic of k\n", fixture.out());
        assertEquals(2, fixture.run("keygen", "-y", "a", "-o", "b"));
    }

    private int restore(String... more) {
        List<String> arguments = new ArrayList<>(List.of("restore", "--config", "c.yaml", "--to", "/new"));
        arguments.addAll(List.of(more));
        return fixture.run(arguments.toArray(String[]::new));
    }

    private void assertTarget(TargetSpec target, String... arguments) {
        assertEquals(0, restore(arguments), fixture.err());
        assertTrue(
                fixture.asked.getLast() instanceof RestoreRequest request
                        && request.target().equals(target)
                        && request.inclusive(),
                () -> fixture.asked.getLast().toString());
    }

    private void assertRefused(int exitCode, String words, String... arguments) {
        assertEquals(exitCode, restore(arguments), words);
        assertTrue(fixture.err().contains(words), () -> words + " is not in " + fixture.err());
    }
}
