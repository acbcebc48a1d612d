package io.pgcairn.daemon.e2e;

import io.pgcairn.crypto.KeyFile;
import io.pgcairn.crypto.X25519Identity;
import io.pgcairn.daemon.InProcess;
import io.pgcairn.daemon.instance.FreePort;
import io.pgcairn.daemon.instance.InstanceException;
import io.pgcairn.daemon.instance.ServerInstance;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What an operator has: a configuration of the encrypted cluster {@code main}, a key, a store.
 *
 * @param home what the launcher names as the directory where pgcairn is installed
 * @param port of the daemon
 */
record Site(Path directory, Path home, int port, String configuration) {
    static Site make(Path directory, String postgresUri) throws IOException, InstanceException {
        Files.createDirectories(directory);
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
        X25519Identity identity = newKey(directory.resolve("identity.txt"));
        int port = freePort();
        String configuration = """
                http: { listen: 127.0.0.1:%d }
                clusters:
                  main:
                    postgres: { uri: "%s" }
                    encryption: { recipients: [%s], identities: [%s] }
                    wal: { tail: { interval: 300ms } }
                    backup: { pack_size: 1MiB, schedule: never }
                    restore: { hold: 1s }
                    tiers:
                      - { name: near, store: "file://%s" }
                """.formatted(
                port, postgresUri, identity.recipient(), directory.resolve("identity.txt"), directory.resolve("store"));
        Site site = new Site(directory, reachableHome(directory), port, configuration);
        Files.writeString(site.config(), configuration);
        return site;
    }

    /**
     * A site of its own with a copy of this one's store, for damage: its daemon streams from nowhere.
     *
     * @param name of its directory
     */
    Site copied(String name) throws IOException {
        Path other = Files.createDirectory(directory.resolve(name));
        Files.setPosixFilePermissions(other, PosixFilePermissions.fromString("rwx--x--x"));
        int otherPort = freePort();
        String changed = configuration
                .replaceFirst("127.0.0.1:" + port, "127.0.0.1:" + otherPort)
                .replaceFirst("uri: \"[^\"]*\"", "uri: \"postgresql://postgres@127.0.0.1:" + freePort() + "/postgres\"")
                .replace(store().toString(), other.resolve("store").toString());
        Site site = new Site(other, home, otherPort, changed);
        Files.writeString(site.config(), changed);
        for (String file : objects()) {
            Path from = store().resolve(file);
            if (Files.isDirectory(from)) {
                Files.createDirectories(site.store().resolve(file));
            } else {
                Files.copy(from, site.store().resolve(file));
            }
        }
        return site;
    }

    /** Makes a key and writes it to a file. */
    static X25519Identity newKey(Path file) throws IOException {
        X25519Identity identity = X25519Identity.generate(new SecureRandom());
        Files.writeString(file, new KeyFile(identity, Instant.now()).render());
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return identity;
    }

    static int freePort() throws IOException {
        try {
            return FreePort.find().number();
        } catch (InstanceException e) {
            throw new IOException(e);
        }
    }

    /** The repository, or where the servers' user may not go there, a copy of what they run. */
    private static Path reachableHome(Path directory) throws IOException, InstanceException {
        Path root = Path.of(System.getProperty("pgcairn.root", ".."))
                .toAbsolutePath()
                .normalize();
        String script = "deploy/bin/pgcairn-restore-wal";
        if (ServerInstance.reaches(root.resolve(script))) {
            return root;
        }
        Path copy = directory.resolve("home").resolve(script);
        Files.createDirectories(copy.getParent());
        Files.copy(root.resolve(script), copy);
        Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rwxr-xr-x"));
        return directory.resolve("home");
    }

    Path config() {
        return directory.resolve("pgcairn.yaml");
    }

    Path store() {
        return directory.resolve("store");
    }

    Path log() {
        return directory.resolve("daemon.log");
    }

    /** The same, with a configuration file of its own beside the first. */
    Path changed(String name, UnaryOperator<String> change) throws IOException {
        String other = change.apply(configuration);
        if (other.equals(configuration)) {
            throw new IllegalArgumentException("nothing is changed for " + name);
        }
        return Files.writeString(directory.resolve(name + ".yaml"), other);
    }

    /**
     * The same with other tiers, which a daemon that starts later uses.
     *
     * @param tiers what the configuration says of them, and of who acknowledges
     */
    Site tiered(String tiers) throws IOException {
        Matcher before = Pattern.compile("    (ack|tiers):").matcher(configuration);
        if (!before.find()) {
            throw new IllegalStateException("a configuration without tiers");
        }
        String changed = configuration.substring(0, before.start()) + tiers;
        Files.writeString(config(), changed);
        // What a tier's options say is nobody else's business, and the daemon warns where others can read it.
        Files.setPosixFilePermissions(config(), PosixFilePermissions.fromString("rw-r-----"));
        return new Site(directory, home, port, changed);
    }

    /** The same with drills, in a directory and by programs that are named, and whatever more the section says. */
    Site drilling(Path programs, String more) throws IOException {
        String drill = "    drill: { schedule: never, directory: %s, programs: %s%s }\n"
                .formatted(drills(), programs, more.isEmpty() ? "" : ", " + more);
        String changed = configuration.replaceFirst("    tiers:", Matcher.quoteReplacement(drill + "    tiers:"));
        Files.writeString(config(), changed);
        return new Site(directory, home, port, changed);
    }

    /** Below it drills restore. */
    Path drills() {
        return directory.resolve("d");
    }

    DaemonProcess startDaemon() throws IOException {
        return DaemonProcess.start(home, config(), URI.create("http://127.0.0.1:" + port), log());
    }

    /** Runs a verb with this site's configuration. */
    InProcess.Answer run(String verb, String... options) {
        return runWith(config(), verb, options);
    }

    InProcess.Answer runWith(Path config, String verb, String... options) {
        List<String> words = new ArrayList<>(List.of(verb, "--config", config.toString()));
        words.addAll(List.of(options));
        return new InProcess(home).run(words.toArray(String[]::new));
    }

    /** The names of all that lies in the store but for leases and what was being written, which come and go. */
    TreeSet<String> objects() throws IOException {
        TreeSet<String> names = files(store());
        names.removeIf(name -> name.matches("main/\\d+/leases.*|\\.pgcairn-tmp/.*"));
        return names;
    }

    /** The leases of restores are gone, as they are a day after each. */
    void endRestores() throws IOException {
        for (String name : files(store()).descendingSet()) {
            if (name.matches("main/\\d+/leases/restore/.*")) {
                Files.delete(store().resolve(name));
            }
        }
    }

    /** The names of all files and directories below a directory; none if it does not exist. */
    static TreeSet<String> files(Path root) throws IOException {
        while (true) {
            TreeSet<String> names = new TreeSet<>();
            Path top = Files.exists(root) ? root.toRealPath() : root;
            try (Stream<Path> tree = Files.exists(top) ? Files.walk(top) : Stream.empty()) {
                tree.map(file -> top.relativize(file).toString()).forEach(names::add);
                return names;
            } catch (UncheckedIOException | NoSuchFileException e) {
                // A daemon that is at work deleted something on the way: what is there now is to be told.
                LockSupport.parkNanos(1_000_000);
            }
        }
    }
}
