package io.pgcairn.daemon.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.daemon.testing.CleanEnvironment;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher of the packages, with a Java that tells the words it was given, one a line. */
class PackagedLauncherTest {
    private static final long PATIENCE_MINUTES = 3;
    private static final Path ROOT =
            Path.of(System.getProperty("pgcairn.root", "..")).toAbsolutePath();

    @TempDir
    private Path directory = Path.of("");

    private Path home = Path.of("");

    @BeforeEach
    void install() throws IOException {
        home = Files.createDirectories(directory.resolve("a home"));
        Path java = Files.createDirectories(home.resolve("runtime/bin")).resolve("java");
        executable(Files.writeString(java, "#!/bin/sh\nprintf '%s\\n' \"$@\"\nexit 7\n"));
        Path launcher = Files.createDirectories(home.resolve("bin")).resolve("pgcairn");
        executable(Files.copy(ROOT.resolve("deploy/package/pgcairn"), launcher));
    }

    private static void executable(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private List<String> words(Map<String, String> variables, String... arguments) throws Exception {
        return told(home.resolve("bin/pgcairn"), variables, arguments);
    }

    private List<String> told(Path launcher, Map<String, String> variables, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("sh", launcher.toString()));
        command.addAll(List.of(arguments));
        Path output = directory.resolve("output");
        ProcessBuilder builder = CleanEnvironment.of(new ProcessBuilder(command))
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(output.toFile());
        builder.environment().putAll(variables);
        Process process = builder.start();
        try {
            assertTrue(process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES), "the launcher hangs");
            assertEquals(7, process.exitValue(), "the exit code is not that of Java");
            return Files.readAllLines(output);
        } finally {
            process.destroyForcibly();
        }
    }

    private static String after(List<String> words, String word) {
        return words.get(words.indexOf(word) + 1);
    }

    private static List<String> from(List<String> words, String word) {
        return words.subList(words.indexOf(word), words.size());
    }

    @Test
    void words_reach_the_program_as_they_were_given() throws Exception {
        List<String> words = words(Map.of(), "open", "two words", "*", "");
        assertEquals(
                List.of("io.pgcairn.daemon.Main", "open", "two words", "*", ""), from(words, "io.pgcairn.daemon.Main"));
        assertEquals("@" + home + "/lib/java.options", words.getFirst());
        assertTrue(words.contains("-Dpgcairn.home=" + home), words::toString);
    }

    @Test
    void it_is_found_by_a_link_from_elsewhere() throws Exception {
        Path link = Files.createSymbolicLink(
                Files.createDirectory(directory.resolve("elsewhere")).resolve("pgcairn"),
                Path.of("../a home/bin/pgcairn"));
        assertTrue(told(link, Map.of(), "list").contains("-Dpgcairn.home=" + home));
    }

    @Test
    void options_of_the_operator_come_after_the_built_in_ones_and_so_win() throws Exception {
        List<String> words = words(Map.of("PGCAIRN_JAVA_OPTS", "-Xmx1g -XX:TieredStopAtLevel=4"), "list");
        assertTrue(words.indexOf("-Xmx1g") > 0, words::toString);
        assertTrue(words.indexOf("-XX:TieredStopAtLevel=4") > words.indexOf("-XX:TieredStopAtLevel=1"));
        assertTrue(words.indexOf("-Xmx1g") < words.indexOf("io.pgcairn.daemon.Main"));
    }

    @Test
    void only_short_verbs_do_without_the_better_compiler() throws Exception {
        for (String verb : List.of("daemon", "restore", "repair", "drill", "demo", "open")) {
            assertFalse(words(Map.of(), verb).contains("-XX:TieredStopAtLevel=1"), verb);
        }
        for (String verb : List.of("list", "--help", "status", "check")) {
            assertTrue(words(Map.of(), verb).contains("-XX:TieredStopAtLevel=1"), verb);
        }
        assertEquals("io.pgcairn.daemon.Main", words(Map.of()).getLast());
    }

    @Test
    void backends_of_others_come_after_the_program_on_the_class_path() throws Exception {
        String own = home + "/lib/pgcairn.jar:" + home + "/plugins/*";
        assertEquals(own, after(words(Map.of(), "list"), "-cp"));
        Map<String, String> tree = Map.of("PGCAIRN_PLUGINS", directory.toString());
        assertEquals(own + ":" + directory + "/*", after(words(tree, "list"), "-cp"));
        Map<String, String> jars = Map.of("PGCAIRN_PLUGINS", "/a.jar:/b.jar");
        assertEquals(own + ":/a.jar:/b.jar", after(words(jars, "list"), "-cp"));
    }

    @Test
    void a_cache_that_is_missing_or_does_not_fit_is_no_error() throws Exception {
        List<String> options = List.of("-XX:AOTCache=" + home + "/aot/pgcairn.aot", "-XX:AOTMode=auto");
        assertTrue(words(Map.of(), "list").containsAll(options));
        Path cache =
                Files.writeString(Files.createDirectory(home.resolve("aot")).resolve("pgcairn.aot"), "damaged");
        for (Path file : List.of(cache, directory.resolve("none.aot"))) {
            assertEquals("", ofJava(options.get(1), "-Xlog:aot*=off", "-Xlog:cds*=off", "-XX:AOTCache=" + file));
        }
    }

    /** What the Java that runs this test says besides its version. */
    private String ofJava(String... options) throws Exception {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin/java").toString()));
        command.addAll(List.of(options));
        command.add("--version");
        Path output = directory.resolve("of-java");
        Process process = CleanEnvironment.of(new ProcessBuilder(command))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertTrue(process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES), "Java hangs");
            assertEquals(0, process.exitValue(), Files.readString(output));
        } finally {
            process.destroyForcibly();
        }
        try (Stream<String> lines = Files.lines(output)) {
            return String.join(
                    "\n",
                    lines.filter(line -> line.startsWith("[") || line.contains("rror"))
                            .toList());
        }
    }

    @Test
    void options_of_java_are_those_of_the_repositorys_launcher() throws IOException {
        String launcher = Files.readString(ROOT.resolve("pgcairn"));
        List<String> options = Files.readAllLines(ROOT.resolve("deploy/java.options")).stream()
                .filter(line -> line.startsWith("-"))
                .toList();
        assertTrue(options.contains("-XX:+CrashOnOutOfMemoryError"), options::toString);
        for (String option : options) {
            assertTrue(launcher.contains(" " + option + " "), option);
        }
        String java = launcher.substring(launcher.lastIndexOf("exec \"$java/bin/java\""));
        long own = Stream.of(java.split("\\s+"))
                .filter(word -> word.matches("(-X|-Djdk|--[a-z]).*"))
                .count();
        assertEquals(options.size(), own, java);
    }
}
