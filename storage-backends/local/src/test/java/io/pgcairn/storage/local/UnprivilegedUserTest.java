package io.pgcairn.storage.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.pgcairn.storage.ObjectStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A user without rights is told so. Root has all rights, so another process drops them first. */
class UnprivilegedUserTest {
    private static final String NOBODY = "65534";

    @TempDir
    Path directory;

    /** The other process: says how each verb ends. */
    static final class Probe {
        private Probe() {}

        private interface Verb {
            void run() throws IOException;
        }

        public static void main(String[] arguments) {
            try (ObjectStore store = LocalStores.open(Path.of(arguments[0]))) {
                say("put", () -> LocalStores.put(store, "a/new", 1));
                say("get", () -> LocalStores.get(store, "a/unreadable"));
                say("head", () -> store.head(LocalStores.key("a/unreadable")));
                say("list", () -> LocalStores.keys(store));
                say("below", () -> store.head(LocalStores.key("locked/x")));
                say("delete", () -> store.delete(List.of(LocalStores.key("a/unreadable"))));
            } catch (IOException e) {
                System.out.println("close " + e);
            }
        }

        private static void say(String name, Verb verb) {
            String outcome = "done";
            try {
                verb.run();
            } catch (IOException e) {
                outcome = e.getClass().getSimpleName();
            }
            System.out.println(name + " " + outcome);
        }
    }

    @Test
    void forbids_what_the_user_may_not_do() throws Exception {
        assumeBecoming();
        Path root = directory.resolve("store");
        try (ObjectStore store = LocalStores.open(root)) {
            LocalStores.put(store, "a/unreadable", 1);
            LocalStores.put(store, "locked/x", 1);
        }
        for (String open : List.of("", "store", "store/a")) {
            Files.setPosixFilePermissions(directory.resolve(open), PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        assertEquals("""
                put StoreForbiddenException
                get StoreForbiddenException
                head done
                list StoreForbiddenException
                below StoreForbiddenException
                delete StoreForbiddenException
                """, runAsNobody(root));
    }

    @Test
    void a_store_s_owner_can_use_what_root_made_in_it() throws Exception {
        assumeBecoming();
        Path root = Files.createDirectory(directory.resolve("store"));
        give(root);
        ownerUses(root);
    }

    @Test
    void a_store_that_root_makes_belongs_to_the_owner_of_its_parent() throws Exception {
        assumeBecoming();
        Path parent = Files.createDirectory(directory.resolve("parent"));
        give(parent);
        ownerUses(parent.resolve("store"));
    }

    private void ownerUses(Path root) throws Exception {
        try (ObjectStore store = LocalStores.open(root)) {
            LocalStores.put(store, "a/unreadable", 1);
            LocalStores.put(store, "locked/x", 1);
        }
        try (Stream<Path> made = Files.walk(root)) {
            for (Path path : made.skip(1).toList()) {
                assertEquals(65534, Files.getAttribute(path, "unix:uid"), path.toString());
                assertEquals(65533, Files.getAttribute(path, "unix:gid"), path.toString());
                assertEquals(
                        Files.isDirectory(path) ? "rwx------" : "rw-------",
                        PosixFilePermissions.toString(Files.getPosixFilePermissions(path)),
                        path.toString());
            }
        }
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        assertEquals("""
                put done
                get done
                head done
                list done
                below done
                delete done
                """, runAsNobody(root));
    }

    /** To the other user, with a group of its own so that both are seen to be given. */
    private static void give(Path root) throws IOException {
        Files.setAttribute(root, "unix:gid", 65533);
        Files.setAttribute(root, "unix:uid", 65534);
    }

    private static void assumeBecoming() {
        assumeTrue("root".equals(System.getProperty("user.name")), "missing: root, to become another user");
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/setpriv")), "missing: setpriv, to become another user");
    }

    private static String runAsNobody(Path root) throws IOException, InterruptedException {
        Process probe = new ProcessBuilder(
                        "/usr/bin/setpriv",
                        "--reuid=" + NOBODY,
                        "--regid=" + NOBODY,
                        "--clear-groups",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Probe.class.getName(),
                        root.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(probe.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        probe.waitFor();
        return said;
    }
}
