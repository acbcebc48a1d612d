package io.pgcairn.daemon.dump;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.crypto.AgeOpener;
import io.pgcairn.crypto.AgeSealer;
import io.pgcairn.crypto.PayloadCipher;
import io.pgcairn.crypto.PayloadCiphers;
import io.pgcairn.crypto.X25519Identity;
import io.pgcairn.daemon.catalog.ClusterName;
import io.pgcairn.daemon.catalog.DumpFormat;
import io.pgcairn.daemon.catalog.Lineage;
import io.pgcairn.daemon.catalog.LineageRecord;
import io.pgcairn.daemon.catalog.Lineages;
import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.instance.ClusterOptions;
import io.pgcairn.daemon.instance.ServerInstance;
import io.pgcairn.daemon.pipeline.ObjectFetcher;
import io.pgcairn.daemon.pipeline.ObjectPusher;
import io.pgcairn.daemon.postgres.PostgresConnector;
import io.pgcairn.daemon.postgres.PostgresSettings;
import io.pgcairn.daemon.postgres.ServerFacts;
import io.pgcairn.daemon.postgres.ServerQueries;
import io.pgcairn.daemon.testing.TestPostgres;
import io.pgcairn.storage.ObjectInfo;
import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.contract.MemoryObjectStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A server, and a sealed archive in memory that its dumps go to. */
final class DumpFixture implements AutoCloseable {
    static final String PASSWORD = "s3cret-of-the-test";

    final MemoryObjectStore store = new MemoryObjectStore(Clock.systemUTC());
    final TestPostgres postgres;
    final ServerInstance server;
    final PostgresConnector connector;
    final Lineage lineage;

    DumpFixture(TestPostgres postgres) throws Exception {
        this.postgres = postgres;
        // A constructor that fails leaves nothing to close: the server ends with the tests at the latest.
        Runtime.getRuntime().addShutdownHook(new Thread(this::closeQuietly));
        server = postgres.running(ClusterOptions.DEFAULT.withPassword(PASSWORD), Map.of());
        connector = connector(server.uri().replace("postgres@", "postgres:" + PASSWORD + "@"));
        X25519Identity identity = X25519Identity.generate(new SecureRandom());
        PayloadCipher cipher = new PayloadCiphers().fastest();
        AgeSealer sealer = new AgeSealer(List.of(identity.recipient()), cipher, new SecureRandom());
        ObjectPusher pusher = new ObjectPusher(store, Optional.of(sealer), 1);
        ObjectFetcher fetcher = new ObjectFetcher(store, Optional.of(new AgeOpener(List.of(identity), cipher)));
        ServerFacts facts = new ServerQueries(connector).facts();
        lineage = new Lineages(new ClusterName("main"), store, pusher, pusher, fetcher)
                .openOrCreate(new LineageRecord(facts.systemId(), facts.major(), facts.segmentSize(), Instant.now()));
    }

    static PostgresConnector connector(String uri) {
        return new PostgresConnector(PostgresSettings.parse(uri), Map.of("PATH", "/usr/bin:/bin"), Clock.systemUTC());
    }

    /** Debian's programs, on whatever server. */
    static Path programs() throws Exception {
        return TestPostgres.requireDebian().directory();
    }

    Dumps dumps(DumpFormat format, String... databases) throws Exception {
        return new Dumps(
                connector, new DumpSettings(List.of(databases), format, Optional.of(programs())), Clock.systemUTC());
    }

    void run(String database, String... statements) throws SQLException {
        try (Connection connection = open(database);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    String ask(String database, String sql) throws SQLException {
        try (Connection connection = open(database);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return String.valueOf(row.getString(1));
        }
    }

    Connection open(String database) throws SQLException {
        PostgresSettings base = connector.settings();
        PostgresSettings other =
                new PostgresSettings(base.hosts(), base.user(), database, base.password(), base.parameters());
        try {
            return new PostgresConnector(other, Map.of(), Clock.systemUTC()).sql();
        } catch (io.pgcairn.daemon.postgres.PostgresException e) {
            throw new SQLException(e);
        }
    }

    /** Feeds a program of PostgreSQL, which must do well. */
    void feed(String database, InputStream content, String... words) throws Exception {
        Path said = Files.createTempFile("said-", ".txt");
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(said.toFile());
            builder.environment().clear();
            builder.environment().putAll(connector.environment(database));
            Process process = builder.start();
            try (content;
                    var in = process.getOutputStream()) {
                content.transferTo(in);
            } catch (IOException e) {
                // It ended before it had read all; what it said tells why.
            }
            assertTrue(process.waitFor(5, TimeUnit.MINUTES), "the program does not end");
            assertEquals(0, process.exitValue(), Files.readString(said));
        } finally {
            Files.delete(said);
        }
    }

    List<ObjectKey> objects() throws IOException {
        return store.list("", "", 1_000_000).objects().stream()
                .map(ObjectInfo::key)
                .toList();
    }

    private void closeQuietly() {
        try {
            close();
        } catch (IOException | CairnException e) {
            // The tests are over, and nobody is left to tell.
        }
    }

    @Override
    public void close() throws IOException, CairnException {
        postgres.close();
    }
}
