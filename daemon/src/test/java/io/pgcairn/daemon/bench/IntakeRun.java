package io.pgcairn.daemon.bench;

import io.pgcairn.crypto.AgeSealer;
import io.pgcairn.crypto.PayloadCiphers;
import io.pgcairn.crypto.X25519Identity;
import io.pgcairn.daemon.catalog.ClusterName;
import io.pgcairn.daemon.catalog.Lineages;
import io.pgcairn.daemon.pipeline.ObjectFetcher;
import io.pgcairn.daemon.pipeline.ObjectPusher;
import io.pgcairn.daemon.postgres.Lsn;
import io.pgcairn.daemon.postgres.PostgresConnector;
import io.pgcairn.daemon.postgres.PostgresSettings;
import io.pgcairn.daemon.wal.Backoff;
import io.pgcairn.daemon.wal.IntakePositions;
import io.pgcairn.daemon.wal.IntakeSettings;
import io.pgcairn.daemon.wal.IntakeWatch;
import io.pgcairn.daemon.wal.WalIntake;
import io.pgcairn.storage.ObjectStore;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/**
 * One candidate's way through the backlog, in a process with the daemon's own Java options. Time is taken from before
 * the connection is made until the last byte is durable; the start of the Java machine is left out, its compiler not.
 */
final class IntakeRun {
    private static final long LOOK_NANOS = 1_000_000;

    private IntakeRun() {}

    /** What a run prints as its last line. */
    record Result(double seconds, double cpuSeconds, double steadyCpuPerGigabyte, double peakMegabytes) {
        static Result parse(String output) {
            String[] words =
                    output.strip().lines().reduce("", (_, last) -> last).split(" ");
            return new Result(
                    Double.parseDouble(words[0]),
                    Double.parseDouble(words[1]),
                    Double.parseDouble(words[2]),
                    Double.parseDouble(words[3]));
        }
    }

    static void main(String[] words) throws Exception {
        Options options = Options.parse(words);
        String candidate = options.required("candidate");
        PostgresConnector connector = new PostgresConnector(PostgresSettings.parse(options.required("uri")));
        String slot = options.required("slot");
        Lsn to = Lsn.parse(options.required("to"));
        Lsn from = Lsn.parse(options.required("from"));
        CpuClock clock = new CpuClock();
        Halfway halfway = new Halfway(clock, from, to);
        double cpu = clock.ofThisProcess();
        long begin = System.nanoTime();
        if (candidate.equals("stream")) {
            new BareStream(connector, slot).receive(from, to, halfway);
        } else {
            ObjectStore store = candidate.equals("discard")
                    ? new DiscardingStore()
                    : StoreOpening.local(Path.of(options.required("store")));
            takeIn(connector, slot, to, store, !candidate.equals("plain"), halfway);
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        System.out.println(seconds + " " + (clock.ofThisProcess() - cpu) + " " + halfway.cpuPerGigabyte() + " "
                + ProcessMemory.peakOfThis());
    }

    private static void takeIn(
            PostgresConnector connector, String slot, Lsn to, ObjectStore store, boolean isSealed, Halfway halfway)
            throws Exception {
        Optional<AgeSealer> sealer = isSealed ? Optional.of(sealer()) : Optional.empty();
        try (ObjectPusher pusher = new ObjectPusher(store, sealer, 1)) {
            Lineages lineages = new Lineages(
                    new ClusterName("main"), store, pusher, pusher, new ObjectFetcher(store, Optional.empty()));
            IntakeSettings settings = new IntakeSettings(
                    slot,
                    Duration.ofSeconds(5),
                    2,
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(30),
                    Duration.ofMinutes(1));
            WalIntake intake = new WalIntake(
                    connector,
                    lineages,
                    settings,
                    new FailureEcho(),
                    new IntakePositions(Clock.systemUTC()),
                    new Backoff(Duration.ofMillis(50), Duration.ofSeconds(1), new Random(1)),
                    Clock.systemUTC(),
                    IntakeWatch.unwatched());
            Thread.ofVirtual().start(intake);
            while (intake.positions().durable().isBefore(to)) {
                halfway.look(intake.positions().durable().value());
                LockSupport.parkNanos(LOOK_NANOS);
            }
            intake.stop(Duration.ofSeconds(5));
        }
    }

    private static AgeSealer sealer() throws IOException {
        SecureRandom random = new SecureRandom();
        return new AgeSealer(
                List.of(X25519Identity.generate(random).recipient()), new PayloadCiphers().fastest(), random);
    }
}
