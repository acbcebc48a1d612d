package io.pgcairn.daemon.systemd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.daemon.fault.Fault;
import io.pgcairn.daemon.testing.CleanEnvironment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The units in {@code deploy/systemd}. */
class UnitsTest {
    private static final double MOST_EXPOSED = 1.5;

    /** What is wrong stays wrong, however often the daemon is started. */
    private static final List<Fault> LASTING =
            List.of(Fault.USAGE, Fault.CONFIGURATION, Fault.CLUSTER_UNKNOWN, Fault.TIER_UNKNOWN, Fault.KEY_UNUSABLE);

    private static final Path DIRECTORY = Path.of(System.getProperty("pgcairn.root", ".."))
            .toAbsolutePath()
            .normalize()
            .resolve("deploy/systemd");

    @ParameterizedTest
    @ValueSource(strings = {"pgcairn.service", "pgcairn@.service"})
    void is_hardly_exposed(String unit) throws Exception {
        String told = run("systemd-analyze", "security", "--offline=true", "--no-pager", path(unit));
        Matcher level = Pattern.compile("exposure level for \\S+: ([0-9.]+)").matcher(told);
        assertTrue(level.find(), told);
        assertTrue(Double.parseDouble(level.group(1)) <= MOST_EXPOSED, told);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pgcairn.service", "pgcairn@.service"})
    void has_no_line_that_systemd_does_not_understand(String unit) throws Exception {
        // The program is not installed here; all else must be right.
        String told = run("systemd-analyze", "verify", "--man=no", "--recursive-errors=no", path(unit));
        String ours = told.lines()
                .filter(line -> line.contains("pgcairn"))
                .filter(line -> !line.contains("is not executable"))
                .collect(Collectors.joining("\n"));
        assertEquals("", ours);
    }

    /** Java's own exit codes are taken for ours: 3, for one, would keep the daemon down for good. */
    @Test
    void the_packaged_java_ends_by_a_signal_when_memory_is_out() throws Exception {
        List<String> options = Files.readAllLines(DIRECTORY.resolveSibling("java.options"));
        assertTrue(options.contains("-XX:+CrashOnOutOfMemoryError"), options::toString);
        assertFalse(options.contains("-XX:+ExitOnOutOfMemoryError"), options::toString);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pgcairn.service", "pgcairn@.service"})
    void is_not_started_again_after_what_a_restart_cannot_mend(String unit) throws Exception {
        String codes = setting(unit, "RestartPreventExitStatus");
        assertEquals(
                LASTING.stream().map(Fault::exitCode).sorted().toList(),
                Arrays.stream(codes.split(" ")).map(Integer::valueOf).sorted().toList());
    }

    @Test
    void forbids_nothing_that_the_virtual_machine_or_the_server_beside_it_needs() throws Exception {
        for (String unit : List.of("pgcairn.service", "pgcairn@.service")) {
            String settings = settings(unit);
            assertFalse(settings.contains("MemoryDenyWriteExecute"), unit);
            assertFalse(settings.contains("RemoveIPC"), unit);
        }
    }

    @Test
    void the_template_differs_in_nothing_but_names() throws Exception {
        String one = settings("pgcairn.service");
        String template = settings("pgcairn@.service")
                .replace("EnvironmentFile=-/etc/default/pgcairn-%i\n", "")
                .replace("pgcairn %i:", "pgcairn:")
                .replace("/%i.yaml", "/pgcairn.yaml")
                .replace("RuntimeDirectory=pgcairn-%i", "RuntimeDirectory=pgcairn");
        assertEquals(one, template);
    }

    private static String path(String unit) {
        return DIRECTORY.resolve(unit).toString();
    }

    /** Without comments. */
    private static String settings(String unit) throws IOException {
        try (Stream<String> lines = Files.lines(DIRECTORY.resolve(unit))) {
            return lines.filter(line -> !line.startsWith("#") && !line.isBlank())
                    .collect(Collectors.joining("\n", "", "\n"));
        }
    }

    private static String setting(String unit, String name) throws IOException {
        return settings(unit)
                .lines()
                .filter(line -> line.startsWith(name + "="))
                .map(line -> line.substring(name.length() + 1))
                .findFirst()
                .orElseThrow();
    }

    private static String run(String... words) throws IOException, InterruptedException {
        Assumptions.assumeTrue(
                Files.isExecutable(Path.of("/usr/bin/systemd-analyze")),
                "systemd-analyze of Debian's package systemd is not installed");
        Process process = CleanEnvironment.of(new ProcessBuilder(words))
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(2, TimeUnit.MINUTES), "systemd-analyze does not end");
        return told;
    }
}
