package io.pgcairn.daemon.demo;

import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.postgres.Lsn;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The story, act by act. */
final class Play {
    /** What the newest WAL may need beyond the tail interval to be stored, on a busy machine. */
    private static final Duration ALLOWANCE = Duration.ofSeconds(5);

    /** The writer's pace is such that all rows take about this long. */
    private static final int SECONDS_OF_WRITING = 12;

    private static final double SLOWEST_ROWS_PER_SECOND = 20;
    private static final Duration AFTER_THE_MISTAKE = Scene.TAIL_INTERVAL.plusSeconds(2);
    private static final Duration STANDSTILL = Duration.ofMinutes(1);
    private static final Duration POLL = Duration.ofMillis(20);

    private final Stage stage;
    private final Story story;
    private final Program installed;
    private final DemoSettings settings;
    private final Clock clock;
    private final Ledger ledger = new Ledger();

    Play(Stage stage, Story story, Program installed, DemoSettings settings, Clock clock) {
        this.stage = stage;
        this.story = story;
        this.installed = installed;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * The mistake.
     *
     * @param before where WAL stood just before it
     * @param deletedUpTo rows with lower numbers or this one were deleted
     */
    private record Mistake(Lsn before, long deletedUpTo) {}

    /** Whether all was equal. */
    boolean perform() throws CairnException, SQLException, InterruptedException {
        story.begin(
                "A PostgreSQL database is written to, backed up, destroyed and restored. This takes about a minute, and"
                        + " happens in %s.",
                stage.path(""));
        Scene scene = setTheScene();
        Stones stones = new Stones(scene.server(), clock);
        stones.create();
        DaemonProcess daemon = DaemonProcess.start(stage, scene.program(), scene.config(), scene.port());
        daemon.awaitStreaming();
        story.tell(
                "The daemon runs as a process of its own (pid %d). It receives WAL, the log of all changes, as"
                        + " PostgreSQL writes it.",
                daemon.pid());
        RowWriter writer = startWriting(stones);
        backUp(scene, writer);
        Mistake mistake = makeTheMistake(stones, writer);
        Disaster disaster = loseEverything(scene, stones, writer, daemon);
        DaemonProcess second = startAgain(scene);
        Restoration restoration = new Restoration(stage, scene, clock);
        Proof proof = new Proof(stage, story, ledger.page());
        proof.restoreBefore(mistake.before(), restoration);
        proof.restoreLatest(disaster, mistake.deletedUpTo(), restoration);
        second.peakBytes().ifPresent(bytes -> story.figure("memory of the daemon, restoring", Sizes.megabytes(bytes)));
        second.stop();
        proof.inspect();
        end(proof.isGood());
        return proof.isGood();
    }

    private Scene setTheScene() throws CairnException, InterruptedException {
        Scene scene = Scene.set(stage, installed, settings.postgresBin());
        story.tell(
                "A new PostgreSQL %d runs on port %d. A key pair was made: what is stored is compressed and encrypted,"
                        + " and only the private key opens it.",
                scene.binaries().major(), scene.server().port());
        // No daemon yet: that fails, which its exit code tells. Nothing else may.
        String checked =
                scene.verbs().run(List.of("check", "--config", scene.config().toString()), 2);
        if (checked.lines().anyMatch(line -> line.matches("FAILED ++(?!daemon: ).*"))) {
            throw DemoException.failed("'pgcairn check' found more than that no daemon runs", "it wrote:\n" + checked);
        }
        story.tell(
                "'pgcairn check' tried PostgreSQL, the store and the keys: %d checks, %d warnings; only the daemon is"
                        + " missing, which starts next.",
                checked.lines()
                        .filter(line -> line.matches("(OK|WARNING|FAILED) .*"))
                        .count(),
                checked.lines().filter(line -> line.startsWith("WARNING ")).count());
        return scene;
    }

    private RowWriter startWriting(Stones stones) {
        double pace = Math.max(SLOWEST_ROWS_PER_SECOND, (double) settings.rows() / SECONDS_OF_WRITING);
        RowWriter writer = new RowWriter(stones, ledger, clock, pace);
        writer.start();
        story.tell(
                "Four connections commit numbered rows, some %.0f a second. Outside of the database a ledger notes"
                        + " every commit that PostgreSQL acknowledges.",
                pace);
        return writer;
    }

    private void backUp(Scene scene, RowWriter writer) throws CairnException, InterruptedException {
        awaitRows(Math.max(1, settings.rows() / 10), writer);
        int before = ledger.size();
        long began = System.nanoTime();
        scene.verbs().run(List.of("backup", "--wait", "--config", scene.config().toString()));
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        int during = ledger.size() - before;
        story.tell(
                "'pgcairn backup --wait' took a base backup in %s; meanwhile %d rows were committed.",
                Restoration.seconds(took), during);
        story.figure("base backup", Restoration.seconds(took));
    }

    private Mistake makeTheMistake(Stones stones, RowWriter writer)
            throws CairnException, SQLException, InterruptedException {
        awaitRows(Math.max(2, settings.rows() / 3), writer);
        Mistake mistake = new Mistake(stones.position(), ledger.completeUpTo() / 2);
        int deleted = stones.deleteUpTo(mistake.deletedUpTo());
        story.tell(
                "A mistake: somebody deletes %d rows. WAL stood at %s just before. Nobody notices, and the writer"
                        + " goes on.",
                deleted, mistake.before());
        long until = System.nanoTime() + AFTER_THE_MISTAKE.toNanos();
        awaitRows(settings.rows(), writer);
        while (System.nanoTime() < until) {
            pause(writer);
        }
        return mistake;
    }

    private Disaster loseEverything(Scene scene, Stones stones, RowWriter writer, DaemonProcess daemon)
            throws CairnException, SQLException, InterruptedException {
        daemon.requireRunning();
        daemon.peakBytes().ifPresent(bytes -> story.figure("memory of the daemon, working", Sizes.megabytes(bytes)));
        Sizes data = Restoration.sizes(scene.server().data());
        Lsn durable = stones.stored();
        writer.expectLoss();
        Instant at = clock.instant();
        daemon.kill();
        scene.server().kill();
        daemon.awaitEnd();
        writer.join();
        try {
            Stage.delete(scene.server().data());
        } catch (IOException e) {
            throw DemoException.failed("cannot delete " + scene.server().data(), e);
        }
        story.tell(
                "Disaster: kill -9 to PostgreSQL and to the daemon at once, and the data directory of %s is deleted."
                        + " The ledger has %d acknowledged commits; %d more were on their way.",
                data.megabytes(), ledger.size(), ledger.page().inFlight().size());
        Sizes store = Restoration.sizes(stage.path("store"));
        story.figure("data directory, WAL included", data.megabytes());
        story.figure(
                "stored",
                "%s in %d objects: 1/%.1f",
                store.megabytes(),
                store.files(),
                (double) data.bytes() / Math.max(1, store.bytes()));
        return new Disaster(at, durable, Scene.TAIL_INTERVAL.plus(ALLOWANCE));
    }

    private DaemonProcess startAgain(Scene scene) throws CairnException, InterruptedException {
        DaemonProcess daemon = DaemonProcess.start(stage, scene.program(), scene.config(), scene.port());
        story.tell("A new daemon starts. There is no PostgreSQL for it to watch, but it serves what is stored.");
        return daemon;
    }

    private void end(boolean good) {
        if (stage.isKept()) {
            story.tell(
                    "Kept in %s: restored-before and restored-latest, data directories that can be started; store;"
                            + " identity.txt, the private key; pgcairn.yaml; and all logs.",
                    stage.path(""));
        }
        story.end(good ? "All is equal." : "NOT all is as it must be: see above.");
    }

    private void awaitRows(int rows, RowWriter writer) throws DemoException, InterruptedException {
        int seen = ledger.size();
        long deadline = System.nanoTime() + STANDSTILL.toNanos();
        while (ledger.size() < rows) {
            if (ledger.size() > seen) {
                seen = ledger.size();
                deadline = System.nanoTime() + STANDSTILL.toNanos();
            } else if (System.nanoTime() > deadline) {
                throw DemoException.failed(
                        "no row was committed for " + STANDSTILL.toSeconds() + " s",
                        "play it again with --keep DIR and look at postgres.log in that directory");
            }
            pause(writer);
        }
    }

    private static void pause(RowWriter writer) throws DemoException, InterruptedException {
        if (writer.failure().isPresent()) {
            throw DemoException.failed("the writer failed", writer.failure().get());
        }
        Thread.sleep(POLL);
    }
}
