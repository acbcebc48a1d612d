package io.pgcairn.daemon.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.daemon.cli.Checker.Finding;
import io.pgcairn.daemon.cli.Checker.State;
import io.pgcairn.daemon.cli.ClusterSelection;
import io.pgcairn.daemon.cluster.Clusters;
import io.pgcairn.daemon.cluster.Seals;
import io.pgcairn.daemon.cluster.Stores;
import io.pgcairn.daemon.observe.RunningJava;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a check finds without a server. */
class CheckProgramTest {
    @TempDir
    Path directory;

    private List<Finding> check(String options) throws Exception {
        Path config = Files.writeString(directory.resolve("pgcairn.yaml"), """
                clusters:
                  main:
                    postgres: { uri: "postgresql://nobody@127.0.0.1:1/postgres" }
                    encryption: { enabled: false }
                    tiers:
                      - { name: near, store: "file://%s"%s }
                      - { name: far, store: "file://%s" }
                """.formatted(
                        directory.resolve("near"), options, directory.resolve("far")));
        Seals seals = new Seals(new SecureRandom());
        Clusters clusters = new Clusters(new Stores(Clock.systemUTC()), seals, Map.of(), Clock.systemUTC());
        return new CheckProgram(clusters, seals).check(new ClusterSelection(config, Optional.empty()));
    }

    private static Finding of(String subject, List<Finding> findings) {
        return findings.stream()
                .filter(each -> each.subject().equals(subject))
                .findFirst()
                .orElseThrow(() -> new AssertionError(findings.toString()));
    }

    @Test
    void goes_on_to_the_other_tiers_when_one_has_an_option_that_it_does_not_know() throws Exception {
        List<Finding> findings = check(", options: { regoin: x }");
        assertEquals(State.FAILED, of("tier near", findings).state());
        assertTrue(of("tier near", findings).text().contains("regoin"), findings.toString());
        assertEquals(State.OK, of("tier far", findings).state());
    }

    @Test
    void tries_the_tiers_though_postgresql_does_not_answer() throws Exception {
        List<Finding> findings = check("");
        assertEquals(State.OK, of("tier near", findings).state());
        assertEquals(State.OK, of("tier far", findings).state());
        assertTrue(findings.stream().anyMatch(each -> each.state() == State.FAILED), findings.toString());
    }

    @Test
    void says_what_is_wrong_with_this_java_if_anything_is() throws Exception {
        Optional<String> trouble = new RunningJava(Runtime.version()).trouble();
        List<String> told = check("").stream()
                .filter(each -> each.subject().equals("java"))
                .map(Finding::text)
                .toList();
        assertEquals(trouble.stream().toList(), told);
    }
}
