package io.pgcairn.daemon.instance;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A server on a data directory of ours. It listens on the loopback address alone, on a port that it keeps from its
 * first start on. Not for use by several threads at once.
 */
public final class ServerInstance implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofMinutes(2);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(60);
    private static final int PORTS_TRIED = 5;

    private final ServerBinaries binaries;
    private final Path data;
    private final Path log;
    private final OsUser user;
    private Optional<FreePort> port = Optional.empty();
    private Optional<Postmaster> run = Optional.empty();

    private ServerInstance(ServerBinaries binaries, Path data, OsUser user) {
        this.binaries = binaries;
        this.data = data;
        this.log = data.resolveSibling(data.getFileName() + ".log");
        this.user = user;
    }

    /** Makes a new cluster in {@code data}, which is empty or does not exist, and does not start it. */
    public static ServerInstance create(ServerBinaries binaries, Path data, ClusterOptions options)
            throws InstanceException {
        ServerInstance instance = open(binaries, data);
        new InitDb(binaries, instance.user).make(instance.data, options);
        return instance;
    }

    /** A server on a data directory that exists, such as a restored one. */
    public static ServerInstance open(ServerBinaries binaries, Path data) throws InstanceException {
        return new ServerInstance(binaries, data.toAbsolutePath().normalize(), OsUser.forServers());
    }

    /** Whether the user that servers run as may pass the directories on the way to {@code path}. */
    public static boolean reaches(Path path) throws InstanceException {
        return OsUser.forServers().obstacle(path).isEmpty();
    }

    /** As {@link #start(Map, Duration)}, with two minutes. */
    public void start(Map<String, String> settings) throws InstanceException {
        start(settings, START_LIMIT);
    }

    /**
     * Starts the server and returns when it accepts connections, as a primary or as a standby.
     *
     * @param settings of PostgreSQL, given on the command line: {@code ALTER SYSTEM} cannot change them
     */
    public void start(Map<String, String> settings, Duration limit) throws InstanceException {
        if (isRunning()) {
            throw new IllegalStateException("already running: " + data);
        }
        user.requireWay(data);
        handOver(data);
        handOverTablespaces();
        boolean portIsFixed = port.isPresent();
        for (int attempt = 1; ; attempt++) {
            FreePort chosen = port.isPresent() ? port.get() : FreePort.find();
            try {
                run(settings, chosen, limit);
                port = Optional.of(chosen);
                return;
            } catch (InstanceException e) {
                if (portIsFixed || attempt == PORTS_TRIED || !e.hint().contains("could not bind")) {
                    throw e;
                }
            }
        }
    }

    private void run(Map<String, String> settings, FreePort chosen, Duration limit) throws InstanceException {
        List<String> words =
                new ArrayList<>(List.of(binaries.program("postgres").toString(), "-D", data.toString()));
        // No Unix socket: its path is limited to some 100 bytes, and nobody needs it.
        words.addAll(List.of("-c", "unix_socket_directories=", "-c", "listen_addresses=127.0.0.1"));
        words.addAll(List.of("-c", "port=" + chosen.number(), "-c", "logging_collector=off"));
        settings.forEach((name, value) -> words.addAll(List.of("-c", name + "=" + value)));
        Postmaster postmaster = Postmaster.start(user.running(words), data.resolveSibling(""), log);
        run = Optional.of(postmaster);
        postmaster.awaitReady(new PostmasterFile(data), limit);
    }

    /** A fast stop within a minute: clients are disconnected, a checkpoint is written, WAL is sent to all receivers. */
    public void stop() throws InstanceException {
        stopFast(STOP_LIMIT);
    }

    /** A fast stop; a server that does not end within {@code limit} is left as it is, and said. */
    public void stopFast(Duration limit) throws InstanceException {
        signal("fast", limit);
    }

    /** An immediate stop: no checkpoint, recovery at the next start. */
    public void stopImmediately() throws InstanceException {
        signal("immediate", STOP_LIMIT);
    }

    private void signal(String mode, Duration limit) throws InstanceException {
        if (!isRunning()) {
            return;
        }
        List<String> words =
                List.of(binaries.program("pg_ctl").toString(), "stop", "-D", data.toString(), "-m", mode, "--no-wait");
        new Command(user.running(words), data.resolveSibling(""), STOP_LIMIT).run();
        postmaster().awaitEnd(limit);
    }

    /** SIGKILL to the server and all its processes, as a power cut would; returns when all are gone. */
    public void kill() throws InstanceException {
        if (run.isPresent()) {
            run.get().kill();
        }
    }

    /** Ends the server where it runs, without ceremony; the data directory stays. */
    @Override
    public void close() throws InstanceException {
        kill();
    }

    public boolean isRunning() {
        return run.isPresent() && run.get().isRunning();
    }

    /** The process id of the running server. */
    public long pid() {
        return postmaster().pid();
    }

    private Postmaster postmaster() {
        return run.orElseThrow(() -> new IllegalStateException("never started: " + data));
    }

    public ServerBinaries binaries() {
        return binaries;
    }

    public Path data() {
        return data;
    }

    /** What the server wrote, in all its runs; beside the data directory. */
    public Path log() {
        return log;
    }

    public String host() {
        return "127.0.0.1";
    }

    /** Known from the first start on. */
    public int port() {
        return port.orElseThrow(() -> new IllegalStateException("never started: " + data))
                .number();
    }

    /** For pgjdbc: the database and the superuser are both {@code postgres}. */
    public String jdbcUrl() {
        return "jdbc:postgresql://" + host() + ":" + port() + "/postgres?user=" + ClusterOptions.SUPERUSER;
    }

    /** In libpq's style: the database and the superuser are both {@code postgres}. */
    public String uri() {
        return "postgresql://" + ClusterOptions.SUPERUSER + "@" + host() + ":" + port() + "/postgres";
    }

    /** Lets the server's user own a file or a tree, such as a directory for a tablespace or a key for TLS. */
    public void handOver(Path tree) throws InstanceException {
        user.own(tree);
    }

    private void handOverTablespaces() throws InstanceException {
        Path links = data.resolve("pg_tblspc");
        if (!Files.isDirectory(links)) {
            return;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(links)) {
            for (Path link : entries) {
                if (Files.isSymbolicLink(link) && Files.exists(link)) {
                    handOver(link.toRealPath());
                }
            }
        } catch (IOException e) {
            throw new InstanceException(
                    "cannot read the tablespaces in " + links + ": " + e.getMessage(), "Check its permissions.", e);
        }
    }
}
