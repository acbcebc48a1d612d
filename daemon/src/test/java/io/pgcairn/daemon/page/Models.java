package io.pgcairn.daemon.page;

import io.pgcairn.daemon.http.ClusterStatus;
import io.pgcairn.daemon.http.Readiness;
import io.pgcairn.daemon.http.StatusPage;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Clusters as the page may find them, at one moment. */
final class Models {
    static final Instant NOW = Instant.parse("2026-11-21T18:25:03.271Z");
    static final Instant TWO = Instant.parse("2026-11-21T02:00:00Z");
    static final OptionalLong NONE = OptionalLong.empty();

    private static final DateTimeFormatter ID =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'.000Z'").withZone(ZoneOffset.UTC);

    private Models() {}

    static ClusterStatus.Backup backup(Instant started, String name) {
        return new ClusterStatus.Backup(
                ID.format(started), name, started, started.plusSeconds(732), 48_300_000_000L, 11_900_000_000L);
    }

    /** One a day, the newest last. */
    static List<ClusterStatus.Backup> daily(Instant newest, int count) {
        List<ClusterStatus.Backup> backups = new ArrayList<>();
        for (int i = count - 1; i >= 0; i--) {
            backups.add(backup(newest.minus(Duration.ofDays(i)), i == 3 ? "before-upgrade" : ""));
        }
        return backups;
    }

    static ClusterStatus.Span span(Instant from, Instant to) {
        return new ClusterStatus.Span(from, to);
    }

    static ClusterStatus.Tier tier(
            String name,
            String where,
            boolean acks,
            List<ClusterStatus.Span> spans,
            List<ClusterStatus.Backup> backups,
            OptionalLong lag) {
        return new ClusterStatus.Tier(name, where, acks, spans, backups, OptionalLong.of(193_400_000_000L), lag);
    }

    static ClusterStatus.Job job(String name, String schedule, Optional<Instant> last, Optional<Instant> next) {
        return new ClusterStatus.Job(name, schedule, "waiting", last, next, Duration.ZERO, Optional.empty());
    }

    static ClusterStatus status(Readiness readiness, List<ClusterStatus.Tier> tiers, List<ClusterStatus.Job> jobs) {
        return new ClusterStatus(
                readiness,
                new ClusterStatus.Wal(OptionalLong.of(0), Optional.of(Duration.ZERO), Optional.of(NOW.minusSeconds(2))),
                tiers.isEmpty() || tiers.getFirst().backups().isEmpty()
                        ? Optional.empty()
                        : Optional.of(tiers.getFirst().backups().getLast()),
                Optional.empty(),
                jobs,
                tiers,
                List.of());
    }

    static StatusPage.Cluster cluster(ClusterStatus status) {
        return new StatusPage.Cluster(status, Optional.empty(), Optional.empty());
    }

    /** With these tiers and nothing else. */
    static StatusPage.Cluster holding(ClusterStatus.Tier... tiers) {
        return cluster(status(new Readiness(true, "streaming"), List.of(tiers), List.of()));
    }

    /** A fortnight of daily backups on two tiers, with a drill, and a backup that runs. */
    static StatusPage.Cluster rich() {
        List<ClusterStatus.Backup> near = daily(TWO, 15);
        List<ClusterStatus.Backup> far = daily(TWO, 30);
        Instant to = NOW.minusSeconds(2);
        ClusterStatus well = status(
                new Readiness(true, "streaming"),
                List.of(
                        tier(
                                "near",
                                "file:///var/lib/pgcairn",
                                true,
                                List.of(span(near.getFirst().stopped(), to)),
                                near,
                                NONE),
                        tier(
                                "far",
                                "s3://acme-backups/pg (eu-central-1)",
                                false,
                                List.of(span(far.getFirst().stopped(), NOW.minusSeconds(41))),
                                far,
                                OptionalLong.of(16_777_216))),
                List.of(
                        job("backup", "0 2 * * *", Optional.of(TWO), Optional.of(TWO.plus(Duration.ofDays(1)))),
                        job(
                                "dump",
                                "0 4 * * 0",
                                Optional.of(TWO.minus(Duration.ofDays(6))),
                                Optional.of(TWO.plus(Duration.ofHours(26))))));
        ClusterStatus drilled = new ClusterStatus(
                well.readiness(),
                new ClusterStatus.Wal(
                        OptionalLong.of(81_920),
                        Optional.of(Duration.ofMillis(1400)),
                        Optional.of(NOW.minusSeconds(2))),
                well.lastBackup(),
                Optional.of(new ClusterStatus.Drill(
                        NOW.minus(Duration.ofHours(9)),
                        Duration.ofSeconds(1510),
                        true,
                        near.getLast().id(),
                        Optional.of(Instant.parse("2026-11-21T07:14:09Z")),
                        "2841 tables and all indexes are sound")),
                well.jobs(),
                well.tiers(),
                List.of());
        return new StatusPage.Cluster(
                drilled,
                Optional.of(new StatusPage.Progress(
                        NOW.minusSeconds(184), "before-migration", 15_200_000_000L, 48_400_000_000L)),
                Optional.empty());
    }

    /** The server is gone, WAL was lost twice, a tier is far behind, backups and the drill fail. */
    static StatusPage.Cluster broken() {
        List<ClusterStatus.Backup> near = daily(TWO.minus(Duration.ofDays(2)), 9);
        Instant lost = Instant.parse("2026-11-16T10:12:40Z");
        Instant again = near.get(6).stopped();
        Instant end = Instant.parse("2026-11-20T23:47:12Z");
        ClusterStatus.Failure failure = new ClusterStatus.Failure(
                TWO.plusSeconds(4),
                "the store s3://acme-backups answers 503 for 30 s",
                "look after the store; the backup is tried again",
                7,
                NOW.plusSeconds(412));
        List<ClusterStatus.Span> spans = List.of(span(near.getFirst().stopped(), lost), span(again, end));
        ClusterStatus down = new ClusterStatus(
                new Readiness(false, "Connection to 10.20.0.7:5432 refused"),
                new ClusterStatus.Wal(
                        OptionalLong.of(734_003_200), Optional.of(Duration.between(end, NOW)), Optional.of(end)),
                Optional.of(near.getLast()),
                Optional.of(new ClusterStatus.Drill(
                        NOW.minus(Duration.ofDays(12)),
                        Duration.ofSeconds(77),
                        false,
                        near.getFirst().id(),
                        Optional.empty(),
                        "index orders_pkey lacks 3 rows of its table")),
                List.of(new ClusterStatus.Job(
                        "backup",
                        "0 2 * * *",
                        "retrying",
                        Optional.of(near.getLast().started()),
                        Optional.of(TWO),
                        Duration.between(TWO, NOW),
                        Optional.of(failure))),
                List.of(
                        tier("near", "file:///var/lib/pgcairn", true, spans, near, NONE),
                        new ClusterStatus.Tier(
                                "far", "s3://acme-backups/pg (eu-central-1)", false, List.of(), List.of(), NONE, NONE)),
                List.of(
                        new ClusterStatus.Alarm(
                                ClusterStatus.Severity.CRITICAL,
                                "PgcairnReplicationBroken",
                                "No WAL comes in for 18 h: the server refuses the connection.",
                                "see whether PostgreSQL runs on 10.20.0.7, and whether its address changed"),
                        new ClusterStatus.Alarm(
                                ClusterStatus.Severity.CRITICAL,
                                "PgcairnBackupOverdue",
                                "The backup of 02:00 was not taken for 16 h.",
                                "the job's failure below says why"),
                        new ClusterStatus.Alarm(
                                ClusterStatus.Severity.WARNING,
                                "PgcairnDrillFailed",
                                "The last drill found a damaged index.",
                                "REINDEX it on the primary")));
        return cluster(down);
    }

    static StatusPage.Asked asked(Map<String, StatusPage.Cluster> clusters, Map<String, String> fields) {
        return new StatusPage.Asked(clusters, fields, StatusPage.Rights.TOKEN_NEEDED);
    }
}
