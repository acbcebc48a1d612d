package io.pgcairn.daemon.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.daemon.config.ClusterConfig;
import io.pgcairn.daemon.config.ConfigurationLoader;
import io.pgcairn.daemon.docs.NotPlayed;
import io.pgcairn.daemon.docs.ShownBlock;
import io.pgcairn.daemon.instance.ClusterOptions;
import io.pgcairn.daemon.instance.ServerBinaries;
import io.pgcairn.daemon.instance.ServerInstance;
import io.pgcairn.daemon.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Runs every command of a block without a tag, of every page, on one host that is set up by the README: its PostgreSQL
 * is real, so are daemon and store. Each command is run once, in the order of the pages.
 */
class ShownCommandsIT {
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final Pattern LABEL = Pattern.compile("\\d{8}T\\d{6}\\.\\d{3}Z");

    private static final Pattern SPAN = Pattern.compile("(?<!`)`(pgcairn [a-z][^`]*)`");

    private final Map<String, String> places = new LinkedHashMap<>();
    private final Map<String, String> said = new LinkedHashMap<>();
    private TestPostgres postgres;
    private ServerInstance server;
    private GuideShell shell;
    private Path directory;

    @Test
    void every_shown_command_does_what_its_page_says() throws Exception {
        for (ShownBlock block : ShownBlock.all()) {
            if (block.language().equals("sh") && block.tag().isEmpty()) {
                play(block);
            }
        }
        playSentences();
        requireShown();
        judge();
    }

    @AfterEach
    void end() throws Exception {
        if (shell != null) {
            shell.command("for pid in \"$GUIDE_DIR\"/restored/*/postmaster.pid; do [ ! -e \"$pid\" ] ||"
                    + " pg_ctl -D \"${pid%/*}\" -m immediate -w stop || true; done");
            shell.end();
        }
        if (postgres != null) {
            postgres.close();
        }
    }

    private static Path root() {
        return Path.of(System.getProperty("pgcairn.root", ".."));
    }

    @BeforeEach
    void setUp() throws Exception {
        ServerBinaries debian = TestPostgres.requireDebian();
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/jq")), "the program jq is not installed");
        postgres = TestPostgres.of(debian);
        server = postgres.running(ClusterOptions.DEFAULT.withWalSegmentMegabytes(1), Map.of());
        Sql sql = Sql.of(server);
        for (String setting : List.of(
                "port = " + server.port(),
                "listen_addresses = '127.0.0.1'",
                "unix_socket_directories = '/tmp'",
                "fsync = off")) {
            sql.run("ALTER SYSTEM SET " + setting);
        }
        sql.run("CREATE DATABASE mydb");
        Site site = Site.make(postgres.directory().resolve("site"), server.uri());
        directory = site.directory();
        // What init writes comes into its place.
        Files.delete(site.config());
        Files.delete(directory.resolve("identity.txt"));
        shell = new GuideShell(root().resolve("README.md"), directory, server, debian.directory())
                .at(site)
                .set(
                        "GUIDE_INIT",
                        "--user " + System.getProperty("user.name") + " --postgres " + server.uri() + " --store "
                                + site.store())
                .set("PGHOST", "127.0.0.1")
                .set("PGUSER", ClusterOptions.SUPERUSER)
                .set("PGPORT", Integer.toString(server.port()))
                .set("PGCAIRN_HTTP__LISTEN", "127.0.0.1:" + site.port())
                .set("PGCAIRN_CLUSTERS__MAIN__DRILL__DIRECTORY", site.drills().toString());
        // First, for it may stand in what is put in for others.
        places.put("5433", Integer.toString(Site.freePort()));
        places.put("http://127.0.0.1:7411", "http://127.0.0.1:" + site.port());
        places.put("/etc/pgcairn/pgcairn.yaml", site.config().toString());
        places.put("/etc/pgcairn/", directory + "/");
        places.put("/srv/restored", shell.fresh("readme").toString());
        places.put("/var/lib/postgresql/restored", shell.fresh("first").toString());
        // The name that the README gives a backup.
        places.put("before-upgrade", "before-migration");
        places.put("hold ID", "hold before-migration");
    }

    private void play(ShownBlock block) throws Exception {
        for (String command : block.commands()) {
            String plain = command.replaceFirst("^sudo ", "");
            if (new NotPlayed().reason(command).isEmpty()) {
                run(block.toString(), plain);
            }
        }
    }

    private void run(String place, String command) throws Exception {
        if (said.containsKey(command)) {
            return;
        }
        prepare(command);
        try {
            said.put(command, shell.command(placed(command)));
        } catch (AssertionError e) {
            throw new AssertionError(place + ": " + command + "\n" + e.getMessage(), e);
        }
    }

    /** The README shows what init writes, and one tier more. */
    private void requireShown() throws Exception {
        String example = ShownBlock.all().stream()
                .filter(block ->
                        block.page().equals("README.md") && block.language().equals("yaml"))
                .findFirst()
                .orElseThrow()
                .text()
                .replace("age1…", "age10xnrrmk7r0uunrcjqvkdatwsu7s8jwv0c7rt3rxggmkgntu955dq25yyzj");
        ClusterConfig shown = cluster(Files.writeString(directory.resolve("shown.yaml"), example));
        ClusterConfig written = cluster(directory.resolve("pgcairn.yaml"));
        assertEquals(shown.name(), written.name());
        assertEquals(shown.backup(), written.backup());
        assertEquals(
                shown.tiers().getFirst().retention(), written.tiers().getFirst().retention());
        assertEquals(1, written.tiers().size());
        assertEquals(shown.tiers().getFirst().name(), written.tiers().getFirst().name());
        assertEquals(shown.ack(), written.ack());
    }

    private static ClusterConfig cluster(Path file) throws Exception {
        return new ConfigurationLoader().load(file).clusters().getFirst();
    }

    /** What the runbook tells to do in its sentences. */
    private void playSentences() throws Exception {
        Matcher span = SPAN.matcher(Files.readString(root().resolve("docs/runbook.md")));
        while (span.find()) {
            String command = span.group(1).replace('\n', ' ');
            if (!command.endsWith(" DIR") && !command.contains("COMMAND")) {
                run("docs/runbook.md", command);
            }
        }
    }

    /** What a reader would have done, or would know, by then. */
    private void prepare(String command) throws Exception {
        if (command.equals("pgcairn dump --wait")) {
            addDumps();
        } else if (command.contains("--target-time '")) {
            String moment = Sql.of(server).ask("SELECT clock_timestamp()");
            Sql.of(server).run("CREATE TABLE later (id int)");
            places.put("2026-11-21 19:40:00+00", moment);
            awaitDurable();
        } else if (command.contains("journalctl") && command.contains("level=(warn|error)")) {
            server.kill();
            Eventually.is("a failure is logged", LIMIT, () -> log().contains("WAL intake failed"));
            postgres.start(server, Map.of());
        } else if (command.contains("jq")) {
            shell.command("systemctl stop pgcairn && rm \"$GUIDE_DIR/daemon.log\"");
            shell.set("PGCAIRN_LOG__FORMAT", "json").command("systemctl start pgcairn");
            ready();
            shell.command("pgcairn backup --wait");
        } else if (command.startsWith("pgcairn ")) {
            ready();
        }
    }

    /** The section that the README shows before that command. */
    private void addDumps() throws Exception {
        String section = ShownBlock.all().stream()
                .map(ShownBlock::text)
                .filter(text -> text.startsWith("    dumps: "))
                .findFirst()
                .orElseThrow();
        Path fragments = Files.createDirectory(directory.resolve("conf.d"));
        Files.writeString(fragments.resolve("dumps.yaml"), "clusters:\n  main:\n" + section);
        shell.command("systemctl reload pgcairn");
        Eventually.is("the section is in force", LIMIT, () -> log().contains("the configuration was read anew"));
        ready();
    }

    private String placed(String command) throws IOException {
        String placed = command;
        for (Map.Entry<String, String> place : places.entrySet()) {
            placed = placed.replace(place.getKey(), place.getValue());
        }
        return command.startsWith("pgcairn open ") ? LABEL.matcher(placed).replaceAll(dump()) : placed;
    }

    /** The label of the dump that was taken. */
    private String dump() throws IOException {
        try (Stream<Path> files = Files.walk(directory.resolve("store"))) {
            return files.map(Path::toString)
                    .filter(file -> file.endsWith("/dump.json"))
                    .flatMap(file -> LABEL.matcher(file).results())
                    .map(MatchResult::group)
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("there is no dump"));
        }
    }

    private String log() throws IOException {
        return Files.readString(directory.resolve("daemon.log"));
    }

    /** The daemon streams, where there is one already. */
    private void ready() {
        if (Files.exists(directory.resolve("daemon.log"))) {
            Eventually.is("the daemon streams", LIMIT, () -> {
                shell.command(
                        "curl -sf -o \"$GUIDE_DIR/readyz\" -w '%{http_code}' \"http://127.0.0.1:$GUIDE_PORT/readyz\""
                                + " >\"$GUIDE_DIR/code\" || true");
                return Files.readString(directory.resolve("code")).equals("200");
            });
        }
    }

    private void awaitDurable() throws Exception {
        String written = Sql.of(server).ask("SELECT pg_current_wal_insert_lsn()");
        Eventually.is(
                "WAL up to " + written + " is durable",
                LIMIT,
                () -> Sql.of(server)
                        .ask("SELECT coalesce(bool_or(flush_lsn >= '" + written + "'), false) FROM pg_stat_replication")
                        .equals("t"));
    }

    /** What the pages say that a command answers. */
    private void judge() throws Exception {
        List<String> wrong = new ArrayList<>();
        Map<String, String> expected = new LinkedHashMap<>();
        expected.put("pgcairn init", "NO BACKUP CAN BE READ");
        expected.put("pgcairn check", "OK  +");
        expected.put("pgcairn list", "any moment from");
        expected.put("pgcairn status", "main");
        expected.put("psql -p 5433 -c 'SELECT pg_is_in_recovery()'", "\\n [ft]\\n");
        expected.put("journalctl -u pgcairn -o cat --since today | grep -E 'level=(warn|error)'", "WAL intake failed");
        expected.forEach((command, answer) -> {
            if (!Pattern.compile(answer)
                    .matcher(said.getOrDefault(command, "not run"))
                    .find()) {
                wrong.add(command + " says no " + answer + ":\n" + said.get(command));
            }
        });
        said.forEach((command, answer) -> {
            if (command.startsWith("curl ") && answer.isBlank() && !command.contains("healthz")) {
                wrong.add(command + " finds nothing");
            }
        });
        assertTrue(wrong.isEmpty(), () -> String.join("\n", wrong));
        assertEquals("1", Sql.of(server).ask("SELECT count(*) FROM pg_database WHERE datname = 'new'"));
        assertTrue(said.size() > 30, "commands run: " + said.keySet());
    }
}
