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
        assumeTrue("root".equals(System.getProperty("user.name")), "missing: root, to become another user");
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/setpriv")), "missing: setpriv, to become another user");
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
