package io.pgcairn.daemon.service;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pgcairn.daemon.http.BackupJobs;
import io.pgcairn.daemon.http.ClusterDesk;
import io.pgcairn.daemon.http.ClusterStatus;
import io.pgcairn.daemon.http.Readiness;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class StatusLineTest {
    private static ClusterStatus status(Readiness readiness, OptionalLong lag, Optional<Instant> backup) {
        return new ClusterStatus(
                readiness,
                new ClusterStatus.Wal(lag, Optional.empty(), Optional.empty()),
                backup.map(end -> new ClusterStatus.Backup("id", "", end, end, 1, 1)),
                Optional.empty(),
                List.of(),
                List.of(),
                List.of());
    }

    private static ClusterDesk desk(ClusterStatus status) {
        BackupJobs none = new BackupJobs(
                (_, _) -> {
                    throw new AssertionError("no backup is asked for");
                },
                Clock.systemUTC());
        return new ClusterDesk(
                (_, _, _) -> {
                    throw new AssertionError("no WAL is asked for");
                },
                none,
                Optional.empty(),
                none,
                new ClusterDesk.View() {
                    @Override
                    public Readiness readiness() {
                        return status.readiness();
                    }

                    @Override
                    public ClusterStatus status() {
                        return status;
                    }
                });
    }

    private static String line(Map<String, ClusterStatus> clusters, Optional<String> failure) {
        Map<String, ClusterDesk> desks = new LinkedHashMap<>();
        clusters.forEach((name, status) -> desks.put(name, desk(status)));
        return new StatusLine(() -> desks, () -> failure).get();
    }

    @Test
    void tells_of_each_cluster_in_a_few_words() {
        Map<String, ClusterStatus> clusters = new LinkedHashMap<>();
        clusters.put(
                "main",
                status(
                        new Readiness(true, "streaming"),
                        OptionalLong.of(0),
                        Optional.of(Instant.parse("2026-05-20T02:03:04.567Z"))));
        clusters.put(
                "other",
                status(new Readiness(false, "cannot connect:\n refused"), OptionalLong.empty(), Optional.empty()));
        assertEquals(
                "2 clusters: main streaming, lag 0 B, last backup 2026-05-20T02:03:04Z;"
                        + " other cannot connect: refused, no backup",
                line(clusters, Optional.empty()));
    }

    @Test
    void a_failed_reload_comes_first_and_a_long_error_is_cut() {
        ClusterStatus status = status(new Readiness(true, "streaming"), OptionalLong.of(3_500_000), Optional.empty());
        assertEquals(
                "reload failed: line 3: " + "x".repeat(191) + "… - 1 cluster: main streaming, lag 3.3 MiB, no backup",
                line(Map.of("main", status), Optional.of("line 3: " + "x".repeat(1000))));
    }

    @Test
    void a_lag_is_told_in_units_people_read() {
        assertEquals("lag 1023 B", lag(1023));
        assertEquals("lag 1.0 KiB", lag(1024));
        assertEquals("lag 16 MiB", lag(16 << 20));
        assertEquals("lag 8192 PiB", lag(Long.MAX_VALUE));
    }

    private static String lag(long bytes) {
        ClusterStatus status = status(new Readiness(true, "up"), OptionalLong.of(bytes), Optional.empty());
        return line(Map.of("main", status), Optional.empty()).split(", ")[1];
    }
}
