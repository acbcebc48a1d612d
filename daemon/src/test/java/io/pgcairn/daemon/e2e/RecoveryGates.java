package io.pgcairn.daemon.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.pgcairn.daemon.instance.ServerInstance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.Future;

/**
 * Stands between a restored server and its restore_command: holds the recovery at some of the files that it asks for,
 * and notes how each call of the command ended.
 */
final class RecoveryGates {
    private static final String COMMAND = "restore_command = '";

    private final Path directory;

    /**
     * Puts itself into the settings of a copy that is not started.
     *
     * @param directory that does not exist, which the server's user can reach
     * @param calls before how many calls a gate holds the recovery
     */
    RecoveryGates(ServerInstance server, Path directory, List<Integer> calls) throws Exception {
        this.directory = Files.createDirectory(directory);
        Path settings = server.data().resolve("postgresql.auto.conf");
        String written = Files.readAllLines(settings).stream()
                .filter(line -> line.startsWith(COMMAND))
                .toList()
                .getLast();
        String command = written.substring(COMMAND.length(), written.length() - 1)
                .replace("''", "'")
                .replace("%f", "\"$1\"")
                .replace("%p", "\"$2\"")
                .replace("%%", "%");
        Path script = directory.resolve("restore.sh");
        // Patience beyond that of a slow machine's daemon: how long it takes to come back is not what is tested.
        Files.writeString(script, """
                here='%s'
                export PGCAIRN_RESTORE_PATIENCE=900
                call=$(($(wc -l < "$here/calls") + 1))
                case " %s " in
                    *" $call "*)
                        : > "$here/held-$call"
                        until [ -e "$here/open-$call" ]; do sleep 0.1; done
                        ;;
                esac
                %s
                code=$?
                echo "$1 $code" >> "$here/calls"
                exit $code
                """.formatted(
                directory, String.join(" ", calls.stream().map(String::valueOf).toList()), command));
        Files.createFile(directory.resolve("calls"));
        Files.writeString(settings, COMMAND + "sh \"" + script + "\" %f %p'\n", StandardOpenOption.APPEND);
        server.handOver(directory);
    }

    /** Returns when the recovery stands before this call; fails with it if it ends before. */
    void awaitHeld(int call, Future<?> recovery) throws Exception {
        Eventually.is(
                "recovery stands before call " + call,
                Host.LIMIT,
                () -> Files.exists(at("held-", call)) || recovery.isDone());
        if (!Files.exists(at("held-", call))) {
            throw new AssertionError("recovery has ended: " + recovery.get());
        }
    }

    void open(int call) throws IOException {
        Files.createFile(at("open-", call));
    }

    private Path at(String what, int call) {
        return directory.resolve(what + call);
    }

    /** Each call brought its file or proved that there is none. */
    void requireNoneFailed() throws IOException {
        List<String> ended = Files.readAllLines(directory.resolve("calls"));
        assertFalse(ended.isEmpty());
        assertEquals(
                List.of(),
                ended.stream()
                        .filter(line -> !line.endsWith(" 0") && !line.endsWith(" 1"))
                        .toList());
    }
}
