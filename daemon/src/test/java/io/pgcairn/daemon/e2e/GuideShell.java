package io.pgcairn.daemon.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pgcairn.daemon.Main;
import io.pgcairn.daemon.instance.ServerInstance;
import io.pgcairn.daemon.testing.CleanEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Runs the commands of a guide as they stand, on a host that has pgcairn installed as far as they can tell: programs of
 * these names are found, and systemctl starts and stops the daemon. What PostgreSQL's user would run is run as it.
 */
final class GuideShell {
    private static final long LIMIT_MINUTES = 5;

    private final Path directory;
    private final ServerInstance owner;
    private final Map<String, String> variables = new TreeMap<>();
    private final String guide;

    /**
     * @param directory where the programs go; PostgreSQL's user may write there
     * @param owner one of the servers, whose user owns what is restored
     * @param postgres the directory of PostgreSQL's programs
     */
    GuideShell(Path guide, Path directory, ServerInstance owner, Path postgres) throws IOException {
        this.guide = Files.readString(guide);
        this.directory = directory;
        this.owner = owner;
        Path bin = Files.createDirectories(directory.resolve("bin"));
        String java = Path.of(System.getProperty("java.home"), "bin/java") + " -Xmx256m -XX:+UseSerialGC"
                + " -XX:TieredStopAtLevel=1 --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow"
                + " -Dguide.port=\"${GUIDE_PORT:-0}\" -Dpgcairn.home=\"${GUIDE_HOME:-}\" -cp '"
                + System.getProperty("java.class.path") + "' "
                + Main.class.getName();
        script(bin.resolve("pgcairn"), PGCAIRN.formatted(java));
        script(bin.resolve("systemctl"), SYSTEMCTL);
        script(bin.resolve("journalctl"), JOURNALCTL);
        script(bin.resolve("sudo"), SUDO);
        for (String program :
                List.of("psql", "pg_ctl", "pg_dump", "pg_restore", "createdb", "pg_amcheck", "pg_basebackup")) {
            script(bin.resolve(program), "exec $GUIDE_AS " + postgres.resolve(program) + " \"$@\"\n");
        }
        boolean isRoot = "root".equals(System.getProperty("user.name"));
        set("GUIDE_AS", isRoot ? "setpriv --reuid=postgres --regid=postgres --clear-groups --" : "");
        set("GUIDE_DIR", directory.toString());
        set("PATH", bin + ":" + System.getenv("PATH"));
        Files.createDirectories(directory.resolve("restored"));
    }

    /** What is restored is handed to PostgreSQL's user, as which an operator would have run it. */
    private static final String PGCAIRN = """
            to=; before=
            for word in "$@"; do [ "$before" = --to ] && to=$word; before=$word; done
            if [ "${1:-}" = init ]; then set -- "$@" $GUIDE_INIT; fi
            code=0; %s "$@" || code=$?
            # A warning, such as of the Java that runs the tests, is no failure.
            if [ "${1:-}" = check ] && [ $code = 1 ]; then code=0; fi
            if [ $code != 0 ]; then exit $code; fi
            if [ "${1:-}" = restore ] && [ -d "$to" ] && [ -n "$GUIDE_AS" ]; then chown -R postgres:postgres "$to"; fi
            """;

    /** As much of a service manager as the guide needs. */
    private static final String SYSTEMCTL = """
            case "$1 $2" in
                "start pgcairn" | "enable --now")
                    [ "$1" = start ] || [ "$3" = pgcairn ]
                    if pgrep -f "$GUIDE_MATCH" >/dev/null; then exit 0; fi
                    nohup pgcairn daemon >>"$GUIDE_DIR/daemon.log" 2>&1 &
                    until curl -sf -o "$GUIDE_DIR/healthz" "http://127.0.0.1:$GUIDE_PORT/healthz"; do sleep 0.2; done ;;
                "stop pgcairn")
                    pkill -TERM -f "$GUIDE_MATCH" || true
                    while pgrep -f "$GUIDE_MATCH" >/dev/null; do sleep 0.2; done ;;
                "status pgcairn") pgrep -f "$GUIDE_MATCH" ;;
                "reload pgcairn") pkill -HUP -f "$GUIDE_MATCH" ;;
                "restart pgcairn") systemctl stop pgcairn; systemctl start pgcairn ;;
                *) echo "systemctl $*: not played" >&2; exit 1 ;;
            esac
            """;

    /**
     * The daemon's log in the journal's place. The options are shown to the real program, which has no journal here and
     * complains of what it does not know.
     */
    private static final String JOURNALCTL = """
            if [ -x /usr/bin/journalctl ]; then
                mkdir -p "$GUIDE_DIR/journal"
                for word in "$@"; do [ "$word" = -f ] || set -- "$@" "$word"; shift; done
                said=$(/usr/bin/journalctl --directory="$GUIDE_DIR/journal" "$@" 2>&1) || true
                case $said in
                    "" | "No journal files were found."* | "-- No entries --"*) ;;
                    *) echo "$said"; exit 1 ;;
                esac
            fi
            cat "$GUIDE_DIR/daemon.log"
            """;

    /** Whoever runs this may do everything already. */
    private static final String SUDO = """
            if [ "$1" = -u ]; then shift 2; fi
            exec "$@"
            """;

    private static void script(Path file, String body) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + body);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** Sets what the guide leaves to its reader. */
    GuideShell set(String name, String value) {
        variables.put(name, value);
        return this;
    }

    /** The daemon and the verbs are this site's from now on. */
    GuideShell at(Site site) {
        return set("PGCAIRN_CONFIG", site.config().toString())
                .set("GUIDE_HOME", site.home().toString())
                .set("GUIDE_PORT", Integer.toString(site.port()))
                .set("GUIDE_MATCH", "guide[.]port=" + site.port() + " .*Main daemon");
    }

    /** A directory or file that does not exist yet, beside which PostgreSQL's user may write. */
    Path fresh(String name) throws Exception {
        owner.handOver(directory.resolve("restored"));
        return directory.resolve("restored").resolve(name);
    }

    /** Runs the blocks with this tag, one after the other in one shell that stops at the first failure. */
    String run(String tag) throws IOException, InterruptedException {
        List<String> blocks = Pattern.compile("(?ms)^ *```sh " + Pattern.quote(tag) + "\n(.*?)^ *```$")
                .matcher(guide)
                .results()
                .map((MatchResult block) -> block.group(1))
                .toList();
        if (blocks.isEmpty()) {
            throw new IllegalArgumentException("the guide has no block " + tag);
        }
        return command(String.join("\n", blocks));
    }

    /** Runs commands that are not the guide's. */
    String command(String commands) throws IOException, InterruptedException {
        Path said = Files.createTempFile(directory, "said-", ".txt");
        ProcessBuilder builder = new ProcessBuilder("bash", "-euo", "pipefail", "-c", commands)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile());
        CleanEnvironment.of(builder).environment().putAll(variables);
        Process process = builder.start();
        if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        String text = Files.readString(said);
        assertEquals(0, process.waitFor(), () -> commands + "\n" + text + "\n" + serverLogs());
        return text;
    }

    private String serverLogs() {
        try (Stream<Path> files = Files.list(directory.resolve("restored"))) {
            StringBuilder logs = new StringBuilder();
            for (Path log :
                    files.filter(file -> file.toString().endsWith(".log")).toList()) {
                logs.append(log).append(":\n").append(Files.readString(log));
            }
            return logs.toString();
        } catch (IOException e) {
            return "the servers' logs cannot be read: " + e;
        }
    }

    /** Ends the daemons that the guide has started. */
    void end() throws IOException, InterruptedException {
        if (variables.containsKey("GUIDE_MATCH")) {
            command("pkill -KILL -f \"$GUIDE_MATCH\" || true");
        }
    }
}
