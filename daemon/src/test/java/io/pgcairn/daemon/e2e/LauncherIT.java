package io.pgcairn.daemon.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.daemon.fault.Fault;
import io.pgcairn.daemon.testing.CleanEnvironment;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher in an installation of its own: backends of others are found, and none is loaded in vain. */
class LauncherIT {
    private static final long PATIENCE_MINUTES = 3;
    private static final List<String> SDKS =
            List.of("software.amazon.", "com.google.cloud.", "com.azure.", "org.reactivestreams.");

    @TempDir
    private Path directory = Path.of("");

    private Path home = Path.of("");
    private Path config = Path.of("");

    private record Ended(int exitCode, String output) {}

    @BeforeEach
    void install() throws IOException {
        home = Files.createDirectory(directory.resolve("a home"));
        Path root = Path.of(System.getProperty("pgcairn.root", "..")).toAbsolutePath();
        Files.copy(root.resolve("pgcairn"), home.resolve("pgcairn"), StandardCopyOption.COPY_ATTRIBUTES);
        Path program = home.resolve("daemon/target/pgcairn");
        // One jar that names the class path of this test stands for the program's own.
        ForeignBackend.pack(
                Files.createDirectory(directory.resolve("nothing")),
                program.resolve("lib/pgcairn-daemon-0.jar"),
                Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                        .map(part -> Path.of(part).toUri().toString())
                        .collect(Collectors.joining(" ")));
        ForeignBackend.pack(directory.resolve("nothing"), program.resolve("postgres/none.jar"), "");
        config = Files.writeString(directory.resolve("pgcairn.yaml"), """
                clusters:
                  main:
                    postgres: { uri: "postgresql://postgres@127.0.0.1:1/postgres" }
                    encryption: { enabled: false }
                    tiers:
                      - { name: near, store: "tiny://%s/store" }
                """.formatted(directory));
    }

    private Ended run(Map<String, String> variables, String... words) throws Exception {
        List<String> command =
                new ArrayList<>(List.of("sh", home.resolve("pgcairn").toString()));
        command.addAll(List.of(words));
        Path output = directory.resolve("output");
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(output.toFile());
        CleanEnvironment.of(builder).environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(variables);
        Process process = builder.start();
        try {
            assertTrue(process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES), "the launcher hangs");
            return new Ended(process.exitValue(), Files.readString(output));
        } finally {
            process.destroyForcibly();
        }
    }

    private Ended list(Map<String, String> variables) throws Exception {
        return run(variables, "list", "--config", config.toString());
    }

    private static void assertServes(Ended ended) {
        assertEquals(0, ended.exitCode(), ended::output);
        assertTrue(ended.output().contains("no backup yet"), ended::output);
    }

    @Test
    void a_scheme_that_no_backend_serves_is_told_with_what_to_do() throws Exception {
        Ended ended = list(Map.of());
        assertEquals(Fault.CONFIGURATION.exitCode(), ended.exitCode(), ended::output);
        assertTrue(ended.output().contains("no backend serves tiny://"), ended::output);
        assertTrue(ended.output().contains("plugins/"), ended::output);
    }

    @Test
    void a_backend_beside_the_program_is_found() throws Exception {
        ForeignBackend.jar(directory, home.resolve("plugins/tiny.jar"));
        assertServes(list(Map.of()));
    }

    @Test
    void a_backend_is_found_in_a_directory_or_a_class_path_that_the_environment_names() throws Exception {
        Path plugins = directory.resolve("else where");
        Path jar = ForeignBackend.jar(directory, plugins.resolve("tiny.jar"));
        assertServes(list(Map.of("PGCAIRN_PLUGINS", plugins.toString())));
        assertServes(list(Map.of("PGCAIRN_PLUGINS", jar.toString())));
    }

    @Test
    void an_option_that_a_backend_does_not_know_is_refused_with_the_known_ones() throws Exception {
        ForeignBackend.jar(directory, home.resolve("plugins/tiny.jar"));
        Files.writeString(config, Files.readString(config).replace("store\" }", "store\", options: { hue: red } }"));
        Ended ended = list(Map.of());
        assertEquals(Fault.CONFIGURATION.exitCode(), ended.exitCode(), ended::output);
        assertTrue(ended.output().contains("knows no option hue"), ended::output);
        assertTrue(ended.output().contains("it knows shade"), ended::output);
    }

    @Test
    void help_loads_no_backend_and_no_sdk() throws Exception {
        ForeignBackend.jar(directory, home.resolve("plugins/tiny.jar"));
        Path classes = directory.resolve("classes.log");
        Ended ended =
                run(Map.of("JAVA_TOOL_OPTIONS", "-Xlog:class+load:file=" + classes + ":none"), "restore", "--help");
        assertEquals(0, ended.exitCode(), ended::output);

        String loaded = Files.readString(classes);
        assertTrue(loaded.contains("io.pgcairn.daemon.Main"), "the log of classes is none");
        assertFalse(loaded.contains("tiny.TinyProvider"), "a backend was loaded");
        assertFalse(loaded.contains("io.pgcairn.storage.local."), "a backend was loaded");
        for (String sdk : SDKS) {
            assertFalse(loaded.contains(sdk), sdk + " was loaded");
        }
    }
}
