package io.pgcairn.daemon.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.daemon.instance.ServerBinaries;
import io.pgcairn.daemon.instance.ServerInstance;
import io.pgcairn.daemon.testing.CleanEnvironment;
import io.pgcairn.daemon.testing.TestPostgres;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BaseBackupIT {
    private static final BaseBackup.Options OPTIONS =
            new BaseBackup.Options("it's a stone", true, true, Duration.ofMinutes(2));

    /** Keeps all in memory: a new cluster's backup is small. */
    private static final class Kept implements BaseBackup.Sink {
        private final Map<String, ByteArrayOutputStream> files = new LinkedHashMap<>();
        private final Map<String, String> locations = new LinkedHashMap<>();
        private ByteArrayOutputStream current = new ByteArrayOutputStream();

        byte[] bytes(String name) {
            return java.util.Objects.requireNonNull(files.get(name), name).toByteArray();
        }

        @Override
        public void archive(String name, String location) {
            current = new ByteArrayOutputStream();
            files.put(name, current);
            locations.put(name, location);
        }

        @Override
        public void manifest() {
            archive("backup_manifest", "");
        }

        @Override
        public void data(byte[] buffer, int offset, int length) {
            current.write(buffer, offset, length);
        }
    }

    @ParameterizedTest
    @MethodSource("io.pgcairn.daemon.testing.TestPostgres#majors")
    void a_backup_unpacks_with_the_system_s_tar(int major) throws Exception {
        try (TestPostgres postgres = TestPostgres.major(major)) {
            check(postgres, false);
        }
    }

    @Test
    void pg_verifybackup_finds_debian_s_backup_whole() throws Exception {
        ServerBinaries debian = TestPostgres.requireDebian();
        try (TestPostgres postgres = TestPostgres.of(debian)) {
            check(postgres, true);
        }
    }

    private static void check(TestPostgres postgres, boolean verify) throws Exception {
        ServerInstance server = postgres.running();
        PostgresConnector connector = new PostgresConnector(PostgresSettings.parse(server.uri()));
        if (!verify) {
            Path space = Files.createDirectory(postgres.directory().resolve("space"));
            server.handOver(space);
            try (Connection connection = connector.sql();
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE TABLESPACE space LOCATION '" + space + "'");
                statement.execute("CREATE TABLE stones TABLESPACE space AS SELECT generate_series(1, 1000)");
            }
        }
        Kept kept = new Kept();
        try (ReplicationConnection replication = connector.replication()) {
            BaseBackup backup = replication.baseBackup(OPTIONS, kept);
            assertTrue(backup.stop().isAfter(backup.start()));
            assertEquals(TimelineId.FIRST, backup.startTimeline());
            assertEquals(TimelineId.FIRST, backup.stopTimeline());
            replication.identifySystem();
        }
        Path target = Files.createDirectory(postgres.directory().resolve("unpacked"));
        unpack(postgres.directory(), target, kept, "base.tar");
        assertTrue(Files.readString(target.resolve("backup_label")).contains("LABEL: it's a stone"));
        assertTrue(Files.exists(target.resolve("global/pg_control")));
        byte[] manifest = kept.bytes("backup_manifest");
        assertTrue(new String(manifest, StandardCharsets.UTF_8).contains("\"Manifest-Checksum\""));
        Files.write(target.resolve("backup_manifest"), manifest);
        if (verify) {
            run(server.binaries().program("pg_verifybackup").toString(), "-n", target.toString());
        } else {
            String name = kept.locations.keySet().stream()
                    .filter(one -> one.matches("[0-9]+\\.tar"))
                    .findFirst()
                    .orElseThrow();
            assertEquals(postgres.directory().resolve("space").toString(), kept.locations.get(name));
            unpack(postgres.directory(), Files.createDirectory(target.resolve("space")), kept, name);
        }
    }

    private static void unpack(Path directory, Path target, Kept kept, String name) throws Exception {
        Path file = Files.write(directory.resolve(name), kept.bytes(name));
        run("tar", "-xf", file.toString(), "-C", target.toString());
    }

    private static void run(String... words) throws IOException, InterruptedException {
        Process process = CleanEnvironment.of(new ProcessBuilder(words))
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
        assertTrue(!words[0].equals("tar") || said.isEmpty(), said);
    }

    @Test
    void a_sink_that_fails_ends_the_connection_and_its_own_error_comes_through() throws Exception {
        try (TestPostgres postgres = TestPostgres.major(18)) {
            PostgresConnector connector = new PostgresConnector(
                    PostgresSettings.parse(postgres.running().uri()));
            try (ReplicationConnection replication = connector.replication()) {
                BaseBackup.Sink full = new BaseBackup.Sink() {
                    @Override
                    public void archive(String name, String location) {}

                    @Override
                    public void manifest() {}

                    @Override
                    public void data(byte[] buffer, int offset, int length) throws IOException {
                        throw new IOException("disk full");
                    }
                };
                IOException failed = assertThrows(IOException.class, () -> replication.baseBackup(OPTIONS, full));
                assertEquals("disk full", failed.getMessage());
                assertThrows(PostgresException.Unreachable.class, replication::identifySystem);
            }
        }
    }
}
