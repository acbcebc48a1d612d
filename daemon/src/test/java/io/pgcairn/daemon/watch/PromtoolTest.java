package io.pgcairn.daemon.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.pgcairn.daemon.observe.FakeDaemon;
import io.pgcairn.daemon.observe.Reading;
import io.pgcairn.daemon.testing.CleanEnvironment;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Debian's promtool says of the page of metrics and of the alerts. */
class PromtoolTest {
    private static final Path PROMTOOL = Path.of("/usr/bin/promtool");
    private static final Path DEPLOY = Path.of(System.getProperty("pgcairn.root", ".."), "deploy/prometheus")
            .toAbsolutePath()
            .normalize();
    private static final int STEPS = 240;
    private static final int STEP_SECONDS = 15;
    private static final long MIB = 1 << 20;

    @TempDir
    Path directory;

    @BeforeEach
    void promtool_is_installed() {
        assumeTrue(Files.isExecutable(PROMTOOL), "promtool (Debian package prometheus) is not installed");
    }

    @Test
    void the_page_of_metrics_has_nothing_to_complain_of() throws Exception {
        try (FakeDaemon daemon = new FakeDaemon()) {
            Path page = Files.writeString(
                    directory.resolve("page"), daemon.metrics().scrape());
            assertEquals("", run(page, 0, "check", "metrics"));
        }
    }

    @Test
    void a_page_with_a_counter_of_another_name_would_be_complained_of() throws Exception {
        Path page = Files.writeString(directory.resolve("page"), "# HELP a_b x\n# TYPE a_b counter\na_b 1\n");
        assertTrue(run(page, 3, "check", "metrics").contains("_total"));
    }

    @Test
    void the_rules_are_rules_and_each_fires_and_clears() throws Exception {
        Path nothing = Files.createFile(directory.resolve("nothing"));
        run(nothing, 0, "check", "rules", DEPLOY.resolve("alerts.yml").toString());
        run(nothing, 0, "test", "rules", DEPLOY.resolve("tests/alerts_test.yml").toString());
        run(
                nothing,
                0,
                "check",
                "config",
                "--syntax-only",
                DEPLOY.resolve("pgcairn.yml").toString());
    }

    @Test
    void none_fires_in_an_hour_in_which_nothing_happens() throws Exception {
        try (FakeDaemon daemon = new FakeDaemon()) {
            quietFor(daemon, "idle", step -> forecast(daemon, step, 16 * MIB));
        }
    }

    /** Bursts of WAL, a slot with little room, a backup that takes most of the hour and begins late, slow tiers. */
    @Test
    void none_fires_in_an_hour_in_which_everything_happens() throws Exception {
        Random random = new Random(20_261_121);
        try (FakeDaemon daemon = new FakeDaemon()) {
            quietFor(daemon, "busy", step -> {
                daemon.wal.set("durableLag", random.nextDouble() * 30).set("durableLagBytes", random.nextInt(1 << 30));
                daemon.wal.set("silentFor", step % 80 == 0 ? random.nextInt(20) : 0);
                daemon.tier.set("lagAge", random.nextInt(3600)).set("lagBytes", random.nextInt());
                daemon.backupJob.set("overdue", step < 20 ? step * STEP_SECONDS : 0);
                daemon.backupJob.set("failuresInRow", step > 10 && step < 20 ? 1 : 0);
                daemon.backups.set("runningFor", step < 20 ? 0 : (step - 20) * STEP_SECONDS);
                if (step % 7 == 0) {
                    daemon.failing(20);
                } else {
                    daemon.answered();
                }
                forecast(daemon, step, random.nextInt(16, 200) * MIB);
            });
        }
    }

    private final SlotForecast forecast = new SlotForecast();

    private void forecast(FakeDaemon daemon, int step, long retained) {
        long safe = 1024 * MIB - retained;
        forecast.add(Instant.ofEpochSecond(1_000_000_000L + step * STEP_SECONDS), retained);
        daemon.slot
                .set("retainedBytes", retained)
                .set("safeBytes", safe)
                .set("fullSeconds", forecast.fullSeconds(OptionalLong.of(safe)).orElseThrow());
    }

    /** Takes a scrape at each step, and has promtool and the page's alarms judge them. */
    private void quietFor(FakeDaemon daemon, String name, IntConsumer step) throws Exception {
        Map<String, List<String>> series = new TreeMap<>();
        for (int i = 0; i < STEPS; i++) {
            step.accept(i);
            List<Reading> readings = daemon.metrics().readings("main");
            assertEquals(List.of(), Alarms.judge(readings), "step " + i);
            for (Reading reading : readings) {
                if (!reading.name().startsWith("pgcairn_")) {
                    continue;
                }
                series.computeIfAbsent(series(reading), _ -> new ArrayList<>()).add(value(reading.value()));
            }
        }
        series.put("up{job=\"pgcairn\"}", List.of("1x" + STEPS));
        String input = series.entrySet().stream()
                .map(each -> "      - series: '" + each.getKey() + "'\n        values: '"
                        + String.join(" ", each.getValue()) + "'\n")
                .collect(Collectors.joining());
        Path test =
                Files.writeString(directory.resolve(name + ".yml"), """
                rule_files: [ "%s" ]
                evaluation_interval: 15s
                tests:
                  - interval: 15s
                    input_series:
                %s
                    promql_expr_test:
                      - { expr: 'count_over_time(ALERTS[1h])', eval_time: 59m, exp_samples: [] }
                """.formatted(DEPLOY.resolve("alerts.yml"), input));
        run(Files.createFile(directory.resolve("no input")), 0, "test", "rules", test.toString());
    }

    private static String series(Reading reading) {
        return reading.name()
                + new TreeMap<>(reading.labels())
                        .entrySet().stream()
                                .map(label -> label.getKey() + "=\"" + label.getValue() + "\"")
                                .collect(Collectors.joining(", ", "{", "}"));
    }

    /** What is infinite promtool does not read: a very long time instead. */
    private static String value(double value) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        return Double.isInfinite(value)
                ? "1000000000"
                : BigDecimal.valueOf(value).setScale(3, RoundingMode.HALF_UP).toPlainString();
    }

    private String run(Path input, int exitCode, String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(PROMTOOL.toString()));
        command.addAll(List.of(words));
        Path said = directory.resolve("said");
        Process process = CleanEnvironment.of(new ProcessBuilder(command))
                .redirectInput(input.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        if (!process.waitFor(5, TimeUnit.MINUTES)) {
            process.destroyForcibly().waitFor();
        }
        assertEquals(exitCode, process.exitValue(), () -> command + " says " + text(said));
        return text(said);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
