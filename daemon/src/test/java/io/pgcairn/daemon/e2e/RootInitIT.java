package io.pgcairn.daemon.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.daemon.InProcess;
import io.pgcairn.daemon.fault.Fault;
import io.pgcairn.daemon.instance.ClusterOptions;
import io.pgcairn.daemon.instance.ServerInstance;
import io.pgcairn.daemon.testing.CleanEnvironment;
import io.pgcairn.daemon.testing.SocketServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * What root sets up for the user {@code postgres}, with a server that lets that user in by its socket and nobody else:
 * whatever init did as root would fail.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RootInitIT {
    private static final String USER = "postgres";

    private SocketServer server;
    private ReachableProgram program;
    private int places;

    @BeforeAll
    void start() throws Exception {
        Assumptions.assumeTrue(
                "root".equals(System.getProperty("user.name")), "only root can set up a host for another user");
        Assumptions.assumeTrue(
                Files.readAllLines(Path.of("/etc/passwd")).stream().anyMatch(line -> line.startsWith(USER + ":")),
                "this host has no user " + USER);
        Assumptions.assumeTrue(
                ServerInstance.reaches(Path.of(System.getProperty("java.home"), "bin/java")),
                "the user " + USER + " cannot reach this Java");
        server = SocketServer.start(
                18,
                ClusterOptions.DEFAULT.withWalSegmentMegabytes(1),
                "local all all peer",
                "host all all 127.0.0.1/32 trust");
        Path directory = Files.createDirectory(server.postgres().directory().resolve("program"));
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        program = new ReachableProgram(directory);
    }

    @AfterAll
    void end() throws Exception {
        if (server != null) {
            server.close();
        }
    }

    /** What {@code /} is on a host: {@code etc} and {@code var} of root's. */
    private Path fresh() throws IOException {
        places++;
        Path place = Files.createDirectory(server.postgres().directory().resolve("place-" + places));
        for (Path each : List.of(
                place, Files.createDirectory(place.resolve("etc")), Files.createDirectory(place.resolve("var")))) {
            Files.setPosixFilePermissions(each, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        return place;
    }

    private static Path config(Path place) {
        return place.resolve("etc/pgcairn/pgcairn.yaml");
    }

    private InProcess.Answer init(Path place, Map<String, String> environment, String... more) throws Exception {
        List<String> words = new ArrayList<>(List.of("init", "--yes", "--cluster", "place" + places));
        words.addAll(List.of("--config", config(place).toString(), "--postgres", server.uri(USER)));
        words.addAll(List.of("--store", place.resolve("var/pgcairn").toString()));
        words.addAll(List.of(more));
        return program.run(environment, words.toArray(String[]::new));
    }

    /** Owner, group and mode of everything below, by its name. */
    private static Map<String, String> owners(Path place) throws IOException {
        Map<String, String> owners = new TreeMap<>();
        try (Stream<Path> tree = Files.walk(place)) {
            for (Path file : tree.toList()) {
                PosixFileAttributes found =
                        Files.readAttributes(file, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
                owners.put(
                        place.relativize(file).toString(),
                        found.owner() + ":" + found.group() + " " + PosixFilePermissions.toString(found.permissions()));
            }
        }
        return owners;
    }

    /** What the daemon's user can read of it. */
    private static String readByUser(Path file) throws Exception {
        Process process = CleanEnvironment.of(new ProcessBuilder(
                        "setpriv", "--reuid=" + USER, "--regid=" + USER, "--init-groups", "--", "cat", file.toString()))
                .redirectErrorStream(true)
                .start();
        String text = new String(process.getInputStream().readAllBytes());
        assertEquals(0, process.waitFor(), text);
        return text;
    }

    private String slots() throws Exception {
        return Sql.of(server.server())
                .ask("SELECT count(*) FROM pg_replication_slots WHERE slot_name = 'pgcairn_place" + places + "'");
    }

    @Test
    void what_is_made_belongs_to_whom_it_should_and_a_second_run_changes_none_of_it() throws Exception {
        Path place = fresh();
        InProcess.Answer made = init(place, Map.of());
        assertEquals(0, made.exitCode(), made::toString);
        assertEquals("1", slots(), "the slot");
        Map<String, String> owners = owners(place);
        assertEquals("root:postgres rwxr-x---", owners.get("etc/pgcairn"), owners::toString);
        assertEquals("root:postgres rw-r-----", owners.get("etc/pgcairn/pgcairn.yaml"), owners::toString);
        assertEquals("root:postgres rw-r-----", owners.get("etc/pgcairn/identity.txt"), owners::toString);
        assertEquals("postgres:postgres rwxr-x---", owners.get("var/pgcairn"), owners::toString);
        owners.forEach((name, owner) -> assertTrue(
                !name.startsWith("var/pgcairn") || owner.startsWith("postgres:"),
                () -> name + " in the store: " + owner));
        assertEquals(
                List.of("etc", "etc/pgcairn", "etc/pgcairn/identity.txt", "etc/pgcairn/pgcairn.yaml"),
                owners.keySet().stream().filter(name -> name.startsWith("etc")).toList(),
                "nothing else is left");
        String text = readByUser(config(place));
        String key = readByUser(place.resolve("etc/pgcairn/identity.txt"));
        assertTrue(key.contains("AGE-SECRET-KEY-1"), "the daemon's user reads the key");

        FileTime written = Files.getLastModifiedTime(config(place));
        InProcess.Answer again = init(place, Map.of());
        assertEquals(0, again.exitCode(), again::toString);
        assertTrue(again.text().contains("was there and is left as it is"), again::text);
        assertEquals(text, Files.readString(config(place)));
        assertEquals(written, Files.getLastModifiedTime(config(place)));
        assertEquals(owners.keySet(), owners(place).keySet());
        assertEquals("1", slots(), "the slot");

        requireCredentialTaken(place);
        requireForced(place, key);
    }

    /** A key that only systemd hands over: without it a run says what it needs, with it the run goes on. */
    private void requireCredentialTaken(Path place) throws Exception {
        Path identity = place.resolve("etc/pgcairn/identity.txt");
        String changed = Files.readString(config(place)).replace(identity.toString(), "credential:identity");
        assertTrue(changed.contains("credential:identity"), changed);
        Files.writeString(config(place), changed);

        InProcess.Answer refused = init(place, Map.of());
        assertEquals(Fault.CONFIGURATION.exitCode(), refused.exitCode(), refused::toString);
        assertTrue(refused.err().contains("'credential:identity' is not there"), refused::toString);
        assertTrue(refused.err().contains("set the variable to a directory with that file"), refused::toString);
        assertFalse(refused.err().contains("Exception"), refused::toString);

        Path handed = Files.createDirectory(place.resolve("credentials"));
        Files.setPosixFilePermissions(handed, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.copy(identity, handed.resolve("identity"));
        Files.setPosixFilePermissions(handed.resolve("identity"), PosixFilePermissions.fromString("r--r--r--"));
        InProcess.Answer taken = init(place, Map.of("CREDENTIALS_DIRECTORY", handed.toString()));
        assertEquals(0, taken.exitCode(), taken::toString);
        assertTrue(taken.text().contains("was there and is left as it is"), taken::text);
        assertEquals(changed, Files.readString(config(place)));
    }

    private void requireForced(Path place, String key) throws Exception {
        InProcess.Answer forced = init(place, Map.of(), "--force");
        assertEquals(0, forced.exitCode(), forced::toString);
        owners(place)
                .forEach((name, owner) -> assertTrue(
                        !name.startsWith("etc/pgcairn/") || owner.equals("root:postgres rw-r-----"),
                        () -> name + " after --force: " + owner));
        assertEquals(key, readByUser(place.resolve("etc/pgcairn/identity.txt")), "a key is never replaced");
    }

    @Test
    void what_the_user_cannot_write_is_refused_and_nothing_is_left() throws Exception {
        Path place = fresh();
        Path locked = Files.createDirectory(place.resolve("var/pgcairn"));
        Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("rwxr-xr-x"));
        InProcess.Answer refused = init(place, Map.of());
        assertTrue(refused.exitCode() != 0, refused::toString);
        assertTrue(refused.err().contains("hint: "), refused::toString);
        assertEquals(
                List.of("", "etc", "var", "var/pgcairn"),
                List.copyOf(owners(place).keySet()));
        assertEquals("0", slots(), "the slot");
    }
}
