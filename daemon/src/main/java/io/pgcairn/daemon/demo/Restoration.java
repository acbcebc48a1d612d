package io.pgcairn.daemon.demo;

import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.instance.ServerInstance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Restores the database into a new directory, starts it there and reads its rows. */
final class Restoration {
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Duration POLL = Duration.ofMillis(20);

    private final Stage stage;
    private final Scene scene;
    private final Clock clock;

    Restoration(Stage stage, Scene scene, Clock clock) {
        this.stage = stage;
        this.scene = scene;
        this.clock = clock;
    }

    /**
     * What a restore gave, and how long it took.
     *
     * @param rows what the database holds
     * @param copying until all files were in their places
     * @param recovering from the server's start until it took part in life again, the WAL replayed
     * @param verified whether pg_verifybackup had a look and was content; false where it is not installed
     */
    record Result(RestoredRows rows, Duration copying, Duration recovering, boolean verified) {}

    /** @param target the option of {@code pgcairn restore} that says where recovery stops, and its value */
    Result to(Path directory, List<String> target) throws CairnException, SQLException, InterruptedException {
        List<String> arguments =
                new ArrayList<>(List.of("restore", "--config", scene.config().toString()));
        arguments.addAll(List.of("--to", directory.toString()));
        arguments.addAll(target);
        long began = System.nanoTime();
        scene.verbs().run(arguments);
        Duration copying = Duration.ofNanos(System.nanoTime() - began);
        boolean verified = verify(directory);
        ServerInstance server = stage.care(ServerInstance.open(scene.binaries(), directory));
        began = System.nanoTime();
        server.start(Map.of());
        Stones stones = new Stones(server, clock);
        awaitRecovered(server, stones, began + PATIENCE.toNanos());
        Duration recovering = Duration.ofNanos(System.nanoTime() - began);
        RestoredRows rows = stones.read();
        server.stop();
        return new Result(rows, copying, recovering, verified);
    }

    /** By PostgreSQL's own program, where there is one: embedded servers come without. */
    private boolean verify(Path directory) throws DemoException, InterruptedException {
        Path verifier = scene.binaries().program("pg_verifybackup");
        if (!Files.isExecutable(verifier)) {
            return false;
        }
        Path log = stage.path("verify-" + directory.getFileName() + ".log");
        Process process = stage.start(List.of(verifier.toString(), "-n", directory.toString()), log);
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw DemoException.failed(
                    "pg_verifybackup is not content with " + directory,
                    "it wrote:\n" + LogEnd.of(log).text());
        }
        return true;
    }

    private static void awaitRecovered(ServerInstance server, Stones stones, long deadline)
            throws CairnException, SQLException, InterruptedException {
        while (isRecovering(server, stones)) {
            if (System.nanoTime() > deadline) {
                throw DemoException.failed(
                        "recovery in " + server.data() + " did not end within " + PATIENCE.toMinutes() + " minutes",
                        "the server's log ends with:\n"
                                + LogEnd.of(server.log()).text());
            }
            Thread.sleep(POLL);
        }
    }

    /** A server that stops while it recovers, such as for WAL that is refused, has said why in its log. */
    private static boolean isRecovering(ServerInstance server, Stones stones) throws CairnException, SQLException {
        try {
            return stones.isRecovering();
        } catch (CairnException | SQLException e) {
            if (server.isRunning()) {
                throw e;
            }
            throw DemoException.failed(
                    "the restored server in " + server.data() + " ended during recovery",
                    "its log ends with:\n" + LogEnd.of(server.log()).text());
        }
    }

    static String seconds(Duration duration) {
        return String.format(java.util.Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }

    /** The sum of what a user waits for. */
    static Sizes sizes(Path directory) throws DemoException {
        try {
            return Sizes.of(directory);
        } catch (IOException e) {
            throw DemoException.failed("cannot look into " + directory, e);
        }
    }
}
