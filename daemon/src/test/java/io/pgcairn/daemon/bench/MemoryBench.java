package io.pgcairn.daemon.bench;

import io.pgcairn.crypto.X25519Identity;
import io.pgcairn.daemon.instance.ClusterOptions;
import io.pgcairn.daemon.instance.ServerBinaries;
import io.pgcairn.daemon.instance.ServerInstance;
import io.pgcairn.daemon.testing.ReachableDirectory;
import io.pgcairn.daemon.testing.TestPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;

/**
 * What the daemon's process takes of the machine's memory, started by the launcher as an operator would: idle beside
 * an idle server, while the server writes WAL as fast as it can, during a base backup under that load, and after.
 */
final class MemoryBench {
    private static final Map<String, String> SETTINGS = Map.of("shared_buffers", "128MB", "max_wal_size", "2GB");

    private final Duration span;
    private final ServerInstance server;
    private final WalWorkload workload;
    private final DaemonProcess daemon;

    private MemoryBench(Duration span, ServerInstance server, WalWorkload workload, DaemonProcess daemon) {
        this.span = span;
        this.server = server;
        this.workload = workload;
        this.daemon = daemon;
    }

    static void main(String[] words) throws Exception {
        Options options = Options.parse(words);
        Duration span = Duration.ofSeconds(options.number("seconds", 60));
        ServerBinaries binaries =
                TestPostgres.debian().isPresent() ? TestPostgres.debian().orElseThrow() : TestPostgres.embedded(18);
        System.out.println("server: PostgreSQL " + binaries.major() + ", fsync off; " + span.toSeconds()
                + " s each; the store is a local disk");
        try (TestPostgres postgres = TestPostgres.of(binaries);
                ReachableDirectory work = ReachableDirectory.create()) {
            ServerInstance server = postgres.running(ClusterOptions.DEFAULT, SETTINGS);
            Path config = configuration(work.path(), server);
            try (WalWorkload workload = new WalWorkload(server)) {
                workload.load();
                // The daemon's slot begins at the last checkpoint, and an idle daemon has no backlog.
                workload.checkpoint();
                try (DaemonProcess daemon = DaemonProcess.start(config)) {
                    new MemoryBench(span, server, workload, daemon).measure();
                }
            }
        }
    }

    private static Path configuration(Path directory, ServerInstance server) throws Exception {
        String recipient =
                X25519Identity.generate(new SecureRandom()).recipient().toString();
        return Files.writeString(directory.resolve("pgcairn.yaml"), """
                http: { listen: "127.0.0.1:%d" }
                clusters:
                  main:
                    postgres: { uri: "%s" }
                    encryption: { recipients: [%s] }
                    backup: { schedule: never }
                    tiers:
                      - { name: near, store: "%s" }
                """.formatted(
                        DaemonProcess.PORT,
                        server.uri(),
                        recipient,
                        directory.resolve("store").toUri()));
    }

    private void measure() throws Exception {
        System.out.println();
        System.out.println(
                "| phase | s | WAL MB | resident MB, median | most | heap used | heap held | outside the heap"
                        + " (buffers) | all that Java holds | CPU % of one |");
        System.out.println("| --- | --: | --: | --: | --: | --: | --: | --: | --: | --: |");
        phase("idle", () -> Pause.of(span));
        phase("WAL as fast as it comes", () -> write(span));
        phase("a base backup under that load", this::backUpWhileWriting);
        phase("idle again", () -> Pause.of(span));
    }

    private interface Work {
        void run() throws Exception;
    }

    private void phase(String name, Work work) throws Exception {
        long from = workload.position().value();
        long begin = System.nanoTime();
        double cpu = daemon.memory().cpuSeconds();
        ResidentSamples samples = ResidentSamples.start(daemon.memory());
        work.run();
        samples.stop();
        double seconds = (System.nanoTime() - begin) / 1e9;
        System.out.println("| " + name + " | " + Figures.number(seconds, 0) + " | "
                + Figures.number((workload.position().value() - from) / 1e6, 0) + " | "
                + Figures.number(samples.median(), 0) + " | " + Figures.number(samples.most(), 0) + " | "
                + daemon.memory().java().cells() + " | "
                + Figures.number((daemon.memory().cpuSeconds() - cpu) / seconds * 100, 1) + " |");
    }

    private void write(Duration least) throws Exception {
        long end = System.nanoTime() + least.toNanos();
        while (System.nanoTime() < end) {
            workload.round();
        }
    }

    private void backUpWhileWriting() throws Exception {
        Process backup = daemon.verb("backup", "--wait");
        try (WalWorkload second = new WalWorkload(server)) {
            do {
                second.round();
            } while (backup.isAlive());
        }
        if (backup.waitFor() != 0) {
            throw new IllegalStateException("the backup ended with " + backup.exitValue());
        }
    }
}
