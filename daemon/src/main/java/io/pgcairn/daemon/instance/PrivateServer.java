package io.pgcairn.daemon.instance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A server that nobody but us can reach: it listens on a Unix socket in a private directory and on no port, and reads
 * none of its cluster's own configuration but {@code postgresql.auto.conf}. Not for use by several threads at once.
 */
public final class PrivateServer implements AutoCloseable {
    /** The number in the name of its socket. */
    public static final int PORT = 5432;

    /** What a socket's path may have in bytes, its name included. */
    private static final int LONGEST_SOCKET = 107;

    private static final String SOCKET = "/.s.PGSQL." + PORT;
    private static final Duration STOP_LIMIT = Duration.ofSeconds(60);
    private static final Duration SIGNAL_LIMIT = Duration.ofSeconds(10);

    private final ServerBinaries binaries;
    private final Path root;
    private final OsUser user;
    private Optional<Postmaster> run = Optional.empty();

    /**
     * Nothing is started yet.
     *
     * @param root an absolute directory of ours that holds the data directory {@code data}, all of its tablespaces,
     *     and whatever else this server needs
     */
    public PrivateServer(ServerBinaries binaries, Path root) throws InstanceException {
        this.binaries = binaries;
        this.root = root;
        this.user = OsUser.forServers();
        requireShort(root);
        user.requireWay(root);
    }

    /** Refuses a directory in which a server's socket would have too long a path. */
    public static void requireShort(Path root) throws InstanceException {
        int bytes = (root.resolve("socket") + SOCKET).getBytes(StandardCharsets.UTF_8).length;
        if (bytes > LONGEST_SOCKET) {
            throw new InstanceException(
                    "a Unix socket in " + root + " would have a path of " + bytes + " bytes, and " + LONGEST_SOCKET
                            + " are allowed",
                    "Choose a directory with a shorter path.");
        }
    }

    public Path data() {
        return root.resolve("data");
    }

    /** The directory of its socket. */
    public Path socket() {
        return root.resolve("socket");
    }

    /** What the server wrote. */
    public Path log() {
        return root.resolve("server.log");
    }

    /**
     * Starts the server and returns when its recovery has ended and it takes connections; an interrupt ends it.
     *
     * @param settings of PostgreSQL, which win over what the data directory says
     * @throws InstanceException it ended, or takes no connections within the limit
     */
    public void start(Map<String, String> settings, Duration limit) throws InstanceException {
        List<String> words =
                new ArrayList<>(List.of(binaries.program("postgres").toString(), "-D", data().toString()));
        words.addAll(setting("config_file", file("server.conf", "# All settings are on the command line.\n")));
        words.addAll(setting("hba_file", file("hba.conf", "local all all trust\n")));
        words.addAll(setting("ident_file", file("ident.conf", "")));
        settings.forEach((name, value) -> words.addAll(setting(name, value)));
        words.addAll(setting("listen_addresses", ""));
        words.addAll(setting("port", Integer.toString(PORT)));
        words.addAll(setting("unix_socket_directories", socket().toString()));
        words.addAll(setting("unix_socket_permissions", "0700"));
        makeSocketDirectory();
        user.own(root);
        Postmaster postmaster = Postmaster.start(LowPriority.running(user.running(words)), root, log());
        run = Optional.of(postmaster);
        postmaster.awaitPrimary(new PostmasterFile(data()), limit);
    }

    private static List<String> setting(String name, String value) {
        return List.of("-c", name + "=" + value);
    }

    private String file(String name, String text) throws InstanceException {
        try {
            return Files.writeString(root.resolve(name), text).toString();
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    private void makeSocketDirectory() throws InstanceException {
        try {
            Files.createDirectories(socket());
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    private InstanceException unwritable(IOException cause) {
        return new InstanceException(
                "cannot write to " + root + ": " + cause.getMessage(), "Check its permissions and free space.", cause);
    }

    /** The last line of the log that tells why the server ended; empty if there is none. */
    public Optional<String> lastComplaint() {
        return LogExcerpt.of(log())
                .text()
                .lines()
                .filter(line -> line.contains("FATAL:") || line.contains("PANIC:") || line.contains("ERROR:"))
                .reduce((_, last) -> last);
    }

    /** Another program of the installation, run as the server's user. */
    public ServerProgram program(String name) throws InstanceException {
        user.own(root);
        return new ServerProgram(binaries.program(name), user, root);
    }

    /** An immediate stop; who does not end is killed. An interrupt does not keep it from ending the server. */
    @Override
    public void close() throws InstanceException {
        boolean wasInterrupted = Thread.interrupted();
        try {
            if (run.isPresent()) {
                end(run.get());
            }
        } finally {
            if (wasInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void end(Postmaster postmaster) throws InstanceException {
        Optional<ProcessHandle> process = ProcessHandle.of(postmaster.pid());
        if (process.isPresent() && postmaster.isRunning()) {
            quit(process.get());
        }
        postmaster.kill();
    }

    /**
     * Ends a server that an earlier process of ours left running. Only one that proves by its working directory to
     * serve this data directory is touched: process numbers are used again.
     *
     * @return whether there was one
     * @throws InstanceException it cannot be ended
     */
    public static boolean endLeftover(Path data) throws InstanceException {
        Optional<ProcessHandle> server = new PostmasterFile(data)
                .pid()
                .flatMap(ProcessHandle::of)
                .filter(ProcessHandle::isAlive)
                .filter(process -> worksIn(process, data));
        if (server.isEmpty()) {
            return false;
        }
        quit(server.get());
        if (server.get().isAlive()) {
            throw new InstanceException(
                    "the server " + server.get().pid() + " on " + data + " does not end", "End it by hand.");
        }
        return true;
    }

    private static boolean worksIn(ProcessHandle process, Path data) {
        try {
            return Files.readSymbolicLink(Path.of("/proc", Long.toString(process.pid()), "cwd"))
                    .equals(data.toRealPath());
        } catch (IOException e) {
            return false;
        }
    }

    /** SIGQUIT, an immediate stop, which gives the server's shared memory back; SIGKILL would leave it. */
    private static void quit(ProcessHandle server) throws InstanceException {
        // A restore_command outlives the process that runs it, and would write on into what is removed.
        List<ProcessHandle> others = server.descendants().toList();
        List<String> words = List.of("/bin/sh", "-c", "kill -QUIT " + server.pid());
        try {
            new Command(words, Path.of("/"), SIGNAL_LIMIT).run();
        } catch (InstanceException e) {
            if (server.isAlive()) {
                throw e;
            }
        }
        try {
            server.onExit().get(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            server.destroyForcibly();
            server.onExit()
                    .orTimeout(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)
                    .exceptionally(_ -> server)
                    .join();
        } catch (InterruptedException e) {
            server.destroyForcibly();
            Thread.currentThread().interrupt();
        } finally {
            others.forEach(ProcessHandle::destroyForcibly);
        }
    }
}
