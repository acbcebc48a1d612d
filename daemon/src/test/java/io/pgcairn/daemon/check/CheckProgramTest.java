package io.pgcairn.daemon.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.daemon.cli.Checker.Finding;
import io.pgcairn.daemon.cli.Checker.State;
import io.pgcairn.daemon.cli.ClusterSelection;
import io.pgcairn.daemon.cli.Listing;
import io.pgcairn.daemon.cli.Report;
import io.pgcairn.daemon.cli.StatusReader;
import io.pgcairn.daemon.cluster.Clusters;
import io.pgcairn.daemon.cluster.Seals;
import io.pgcairn.daemon.cluster.Stores;
import io.pgcairn.daemon.config.ClusterConfig;
import io.pgcairn.daemon.config.ConfigurationLoader;
import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.fault.Fault;
import io.pgcairn.daemon.observe.RunningJava;
import io.pgcairn.daemon.postgres.SystemId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a check finds without a server. */
class CheckProgramTest {
    @TempDir
    Path directory;

    private Listing listing = new Listing(List.of());

    private StatusReader daemon =
            _ -> new Report(List.of(), Map.of("clusters", Map.of("main", Map.of("ready", true, "state", "streaming"))));

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
        Clock clock = Clock.systemUTC();
        return new CheckProgram(clusters, seals, (_, _) -> listing, daemon, clock)
                .check(new ClusterSelection(config, Optional.empty()), Duration.ofMinutes(2));
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
    void tells_what_only_the_daemon_knows() throws Exception {
        assertEquals(State.OK, of("daemon", check("")).state());
        Map<String, Object> failure = Map.of("message", "no room", "hint", "make room");
        daemon = _ -> new Report(
                List.of(),
                Map.of(
                        "clusters",
                        Map.of(
                                "main",
                                Map.of(
                                        "ready",
                                        false,
                                        "state",
                                        "connecting",
                                        "jobs",
                                        List.of(Map.of("name", "backup", "failure", failure))))));
        List<Finding> told = check("").stream()
                .filter(each -> each.subject().equals("daemon"))
                .toList();
        assertEquals(
                List.of(State.FAILED, State.WARNING),
                told.stream().map(Finding::state).toList());
        assertEquals("make room", told.getLast().hint());
    }

    @Test
    void a_daemon_that_does_not_answer_is_a_failure() throws Exception {
        daemon = _ -> {
            throw new CairnException(Fault.DAEMON_UNREACHABLE, "nobody is there", "start it", null) {
                private static final long serialVersionUID = 1L;
            };
        };
        Finding found = of("daemon", check(""));
        assertEquals(State.FAILED, found.state());
        assertEquals(Optional.of(Fault.DAEMON_UNREACHABLE), found.fault());
        assertTrue(found.text().contains("WAL gathers on the server"), found.text());
    }

    @Test
    void no_backup_at_all_is_a_warning_until_the_first_one_is_late() throws Exception {
        listing = listing();
        assertEquals(State.WARNING, of("backups main", check("")).state());
        listing = listing(lineage("1", Instant.now()));
        assertEquals(State.WARNING, of("backups main", check("")).state());
        listing = listing(lineage("1", Instant.now().minus(Duration.ofDays(9))));
        Finding late = of("backups main", check(""));
        assertEquals(State.FAILED, late.state());
        assertTrue(late.text().contains("the first is late"), late.text());
    }

    private static Listing listing(Listing.Lineage... lineages) {
        return new Listing(
                List.of(new Listing.Cluster("main", List.of("near"), List.of(lineages), List.of(), Map.of())));
    }

    private static Listing.Lineage lineage(String systemId, Instant created, Listing.Backup... backups) {
        return new Listing.Lineage(
                systemId, 18, created, List.of(backups), List.of(), List.of(), Optional.empty(), List.of());
    }

    private static Listing.Backup backup(Instant at) {
        return new Listing.Backup("b", "", "", "full", at, at, "0/1", "0/2", 1, 1, 1, 0, List.of(), List.of());
    }

    @Test
    void the_lineage_that_the_server_has_now_is_what_backups_are_looked_for_in() throws Exception {
        Instant now = Instant.now();
        Instant before = now.minus(Duration.ofDays(9));
        listing = listing(lineage("2", before, backup(before)), lineage("1", now, backup(now)));
        ClusterConfig config = cluster();
        assertEquals(State.FAILED, backups(config, "2").state());
        assertEquals(State.OK, backups(config, "1").state());
        Finding none = backups(config, "3");
        assertEquals(State.WARNING, none.state());
        assertTrue(none.text().contains("as it is now"), none.text());
    }

    private Finding backups(ClusterConfig config, String server) {
        return new BackupCheck(config, Clock.systemUTC())
                .check(listing, Optional.of(SystemId.parse(server)))
                .getFirst();
    }

    private ClusterConfig cluster() throws Exception {
        check("");
        return new ConfigurationLoader()
                .load(directory.resolve("pgcairn.yaml"))
                .clusters()
                .getFirst();
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
