package io.pgcairn.daemon.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pgcairn.daemon.InProcess;
import io.pgcairn.daemon.instance.ClusterOptions;
import io.pgcairn.daemon.instance.ServerInstance;
import io.pgcairn.daemon.testing.TestPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A server with rows, a daemon that streams from it, and one backup with WAL behind it, in segments of 1 MiB. */
final class BackedUpCluster implements AutoCloseable {
    private static final int MAJOR = 14;

    final TestPostgres postgres;
    final ServerInstance server;
    final Path tablespace;
    final Ledger ledger;
    final Site site;
    final DaemonProcess daemon;

    BackedUpCluster() throws Exception {
        postgres = TestPostgres.major(MAJOR);
        server = postgres.running(ClusterOptions.DEFAULT.withWalSegmentMegabytes(1), Map.of());
        tablespace = Files.createDirectory(postgres.directory().resolve("tablespace"));
        server.handOver(tablespace);
        Ledger.create(server, tablespace);
        ledger = new Ledger(server);
        site = Site.make(postgres.directory().resolve("site"), server.uri());
        daemon = site.startDaemon().ready();
        InProcess.Answer backup = site.run("backup", "--wait");
        assertEquals(0, backup.exitCode(), backup::toString);
        for (int i = 0; i < 6; i++) {
            ledger.writeSegment(20);
        }
        ledger.mark("the end");
        ledger.awaitDurable();
    }

    /** The names of the objects of the backup's packs. */
    static List<String> packs(Site site) throws Exception {
        return site.objects().stream()
                .filter(name -> name.contains("/pack/"))
                .filter(name -> name.contains(".tar"))
                .toList();
    }

    @Override
    public void close() {
        try {
            daemon.close();
            postgres.close();
        } catch (Exception e) {
            throw new AssertionError("the cluster under test does not end", e);
        }
    }
}
