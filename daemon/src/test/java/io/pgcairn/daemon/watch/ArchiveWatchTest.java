package io.pgcairn.daemon.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.pgcairn.daemon.InProcess;
import io.pgcairn.daemon.catalog.BackupRecord;
import io.pgcairn.daemon.catalog.StoredRecords;
import io.pgcairn.daemon.catalog.WalFixture;
import io.pgcairn.daemon.cli.ClusterSelection;
import io.pgcairn.daemon.cluster.Clusters;
import io.pgcairn.daemon.cluster.OpenedCluster;
import io.pgcairn.daemon.cluster.OpenedTier;
import io.pgcairn.daemon.cluster.Seals;
import io.pgcairn.daemon.cluster.Stores;
import io.pgcairn.daemon.http.ClusterStatus;
import io.pgcairn.daemon.observe.Metrics;
import io.pgcairn.daemon.postgres.TimelineHistory;
import io.pgcairn.daemon.postgres.TimelineId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Two tiers that are directories; the first is emptied. */
class ArchiveWatchTest {
    private static final Instant STARTED =
            Instant.now().minus(Duration.ofDays(2)).truncatedTo(ChronoUnit.SECONDS);
    private static final BackupRecord BACKUP =
            StoredRecords.backup(STARTED, TimelineHistory.root(new TimelineId(1)), 3);

    @TempDir
    private Path directory = Path.of("");

    private Path config = Path.of("");

    @BeforeEach
    void store_a_backup_on_both() throws Exception {
        config = Files.writeString(directory.resolve("pgcairn.yaml"), """
                clusters:
                  main:
                    postgres: { uri: "postgresql://postgres@127.0.0.1:1/postgres" }
                    encryption: { enabled: false }
                    tiers:
                      - { name: near, store: "file://%1$s/near" }
                      - { name: far, store: "file://%1$s/far" }
                """.formatted(directory));
        try (OpenedCluster cluster = opened()) {
            for (OpenedTier tier : cluster.tiers()) {
                WalFixture fixture = new WalFixture(tier.store());
                fixture.push(1, 3);
                fixture.lineage().backups().commit(BACKUP);
            }
        }
        setBack(directory, STARTED.plusSeconds(3600));
    }

    private static void setBack(Path below, Instant to) throws Exception {
        FileTime then = FileTime.from(to);
        try (Stream<Path> tree = Files.walk(below)) {
            for (Path file : tree.filter(Files::isRegularFile).toList()) {
                Files.setLastModifiedTime(file, then);
            }
        }
    }

    private OpenedCluster opened() throws Exception {
        Clusters clusters =
                new Clusters(new Stores(Clock.systemUTC()), new Seals(new SecureRandom()), Map.of(), Clock.systemUTC());
        return clusters.open(new ClusterSelection(config, Optional.empty()));
    }

    private static double value(Metrics metrics, String name, String tier) {
        return metrics.scrape()
                .lines()
                .filter(line -> line.startsWith(name + "{") && line.contains("tier=\"" + tier + "\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void a_first_tier_that_was_emptied_is_seen_and_the_alarm_ends_when_it_is_mended() throws Exception {
        try (OpenedCluster cluster = opened();
                Metrics metrics = new Metrics()) {
            ArchiveWatch watch = new ArchiveWatch(cluster, metrics, Optional::empty, Clock.systemUTC());
            assertTrue(Double.isNaN(value(metrics, "pgcairn_tier_lost_backups", "near")));
            watch.pass();
            assertEquals(0, value(metrics, "pgcairn_tier_lost_backups", "near"));

            Path mark = directory.resolve("near/main/42/backups/" + BACKUP.id() + "/backup.json");
            Path away = Files.move(mark, directory.resolve("away"));
            watch.pass();
            assertEquals(1, value(metrics, "pgcairn_tier_lost_backups", "near"));
            assertTrue(Double.isNaN(value(metrics, "pgcairn_recoverable_from_timestamp_seconds", "near")));
            InProcess.Answer list = new InProcess(directory).run("list", "--config", config.toString());
            assertTrue(
                    list.text().contains("NOTE: tier near lacks 1 backup that tier far holds, " + BACKUP.id()),
                    list::text);

            Files.createDirectories(mark.getParent());
            Files.move(away, mark);
            watch.pass();
            assertEquals(0, value(metrics, "pgcairn_tier_lost_backups", "near"));
        }
    }

    @Test
    void what_can_be_restored_goes_to_the_last_object_or_to_the_frontier_of_the_first_tier() throws Exception {
        Instant frontier = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        try (OpenedCluster cluster = opened();
                Metrics metrics = new Metrics()) {
            new ArchiveWatch(cluster, metrics, () -> Optional.of(frontier), Clock.systemUTC()).pass();
            String from = "pgcairn_recoverable_from_timestamp_seconds";
            String to = "pgcairn_recoverable_to_timestamp_seconds";
            assertEquals(STARTED.plusSeconds(60).getEpochSecond(), value(metrics, from, "near"));
            assertEquals(STARTED.plusSeconds(60).getEpochSecond(), value(metrics, from, "far"));
            assertEquals(frontier.getEpochSecond(), value(metrics, to, "near"));
            assertEquals(STARTED.plusSeconds(3600).getEpochSecond(), value(metrics, to, "far"));
            assertTrue(value(metrics, "pgcairn_tier_stored_bytes", "far") > 0);
        }
    }

    private static List<ClusterStatus.Tier> tiers(ArchiveWatch watch) {
        return watch.tiers(_ -> OptionalLong.empty());
    }

    private static ClusterStatus.Backup backup(Instant stopped) {
        return new ClusterStatus.Backup("20270101T000000.000Z", "", stopped.minusSeconds(9), stopped, 10, 1);
    }

    @Test
    void the_page_is_told_what_each_tier_holds_and_that_the_first_grows() throws Exception {
        AtomicReference<Instant> frontier = new AtomicReference<>(STARTED.plusSeconds(7200));
        try (OpenedCluster cluster = opened();
                Metrics metrics = new Metrics()) {
            ArchiveWatch watch =
                    new ArchiveWatch(cluster, metrics, () -> Optional.ofNullable(frontier.get()), Clock.systemUTC());
            assertEquals(List.of(), tiers(watch).getFirst().recoverable(), "nothing is known yet");
            assertEquals(OptionalLong.empty(), tiers(watch).getFirst().storedBytes());

            watch.pass();
            List<ClusterStatus.Tier> found = tiers(watch);
            assertEquals(
                    List.of("near", "far"),
                    found.stream().map(ClusterStatus.Tier::name).toList());
            assertEquals(
                    List.of(true, false),
                    found.stream().map(ClusterStatus.Tier::isAcking).toList());
            assertEquals("file://" + directory + "/near", found.getFirst().location());
            Instant from = STARTED.plusSeconds(60);
            assertEquals(
                    List.of(new ClusterStatus.Span(from, STARTED.plusSeconds(7200))),
                    found.getFirst().recoverable());
            assertEquals(
                    List.of(new ClusterStatus.Span(from, STARTED.plusSeconds(3600))),
                    found.getLast().recoverable());
            assertEquals(
                    BACKUP.id().value(), found.getLast().backups().getFirst().id());

            frontier.set(STARTED.plusSeconds(9000));
            assertEquals(
                    frontier.get(),
                    tiers(watch).getFirst().recoverable().getLast().to());
        }
    }

    @Test
    void a_backup_is_shown_as_soon_as_it_is_good() throws Exception {
        try (OpenedCluster cluster = opened();
                Metrics metrics = new Metrics()) {
            ArchiveWatch watch = new ArchiveWatch(cluster, metrics, Optional::empty, Clock.systemUTC());
            Instant first = STARTED.plusSeconds(5000);
            watch.taken(backup(first));
            assertEquals(
                    List.of(new ClusterStatus.Span(first, first)),
                    tiers(watch).getFirst().recoverable());
            watch.pass();
            watch.taken(backup(first));
            ClusterStatus.Tier near = tiers(watch).getFirst();
            assertEquals(2, near.backups().size());
            assertEquals(1, near.recoverable().size(), "the span goes on");
            assertEquals(first, near.recoverable().getLast().to());
        }
    }

    @Test
    void a_tier_that_changes_is_looked_at_before_its_time() throws Exception {
        try (OpenedCluster cluster = opened();
                Metrics metrics = new Metrics()) {
            ArchiveWatch watch = new ArchiveWatch(cluster, metrics, Optional::empty, Clock.systemUTC());
            Thread looking = Thread.ofVirtual().start(watch);
            try {
                for (String tier : List.of("near", "far")) {
                    awaitBackups(watch, tier, 1);
                    Path mark = directory.resolve(tier + "/main/42/backups/" + BACKUP.id() + "/backup.json");
                    Path away = Files.move(mark, directory.resolve("away"));
                    watch.changed(tier);
                    awaitBackups(watch, tier, 0);
                    Files.createDirectories(mark.getParent());
                    Files.move(away, mark);
                    watch.changed(tier);
                    awaitBackups(watch, tier, 1);
                }
            } finally {
                watch.stop();
                looking.interrupt();
                looking.join();
            }
        }
    }

    private static void awaitBackups(ArchiveWatch watch, String tier, int count) {
        long end = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        while (tiers(watch).stream()
                .noneMatch(each -> each.name().equals(tier) && each.backups().size() == count)) {
            assertTrue(System.nanoTime() < end, () -> "not seen: " + tiers(watch));
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
    }

    @Test
    void wal_is_as_old_as_its_first_copy() throws Exception {
        Instant copied = STARTED.plus(Duration.ofHours(30));
        setBack(directory.resolve("far"), copied);
        try (OpenedCluster cluster = opened();
                Metrics metrics = new Metrics()) {
            new ArchiveWatch(cluster, metrics, Optional::empty, Clock.systemUTC()).pass();
            String to = "pgcairn_recoverable_to_timestamp_seconds";
            assertEquals(STARTED.plusSeconds(3600).getEpochSecond(), value(metrics, to, "near"));
            assertEquals(STARTED.plusSeconds(3600).getEpochSecond(), value(metrics, to, "far"));
        }
    }

    @Test
    void a_watch_that_fails_goes_on_and_promises_no_more_meanwhile() throws Exception {
        AtomicReference<Instant> frontier = new AtomicReference<>(STARTED.plusSeconds(7200));
        FailingClock clock = new FailingClock();
        try (OpenedCluster cluster = opened();
                Metrics metrics = new Metrics()) {
            ArchiveWatch watch = new ArchiveWatch(cluster, metrics, () -> Optional.ofNullable(frontier.get()), clock);
            watch.look();
            String to = "pgcairn_recoverable_to_timestamp_seconds";
            assertEquals(STARTED.plusSeconds(7200).getEpochSecond(), value(metrics, to, "near"));
            clock.fails = true;
            List<ILoggingEvent> told = logged(watch::look);
            assertEquals(
                    List.of(Level.ERROR),
                    told.stream().map(ILoggingEvent::getLevel).toList());
            frontier.set(STARTED.plusSeconds(9000));
            assertEquals(STARTED.plusSeconds(7200).getEpochSecond(), value(metrics, to, "near"));
            clock.fails = false;
            watch.look();
            assertEquals(STARTED.plusSeconds(9000).getEpochSecond(), value(metrics, to, "near"));

            clock.fails = true;
            watch.stop();
            assertEquals(List.of(), logged(watch::look));
        }
    }

    @Test
    void a_first_tier_that_cannot_be_looked_at_promises_no_more() throws Exception {
        AtomicReference<Instant> frontier = new AtomicReference<>(STARTED.plusSeconds(7200));
        try (OpenedCluster cluster = opened();
                Metrics metrics = new Metrics()) {
            ArchiveWatch watch =
                    new ArchiveWatch(cluster, metrics, () -> Optional.ofNullable(frontier.get()), Clock.systemUTC());
            watch.look();
            Files.writeString(directory.resolve("near/main/42/backups/" + BACKUP.id() + "/backup.json"), "torn");
            watch.look();
            frontier.set(STARTED.plusSeconds(9000));
            String to = "pgcairn_recoverable_to_timestamp_seconds";
            assertEquals(STARTED.plusSeconds(7200).getEpochSecond(), value(metrics, to, "near"));
        }
    }

    private static List<ILoggingEvent> logged(Runnable work) {
        Logger log = (Logger) LoggerFactory.getLogger("io.pgcairn.archive");
        ListAppender<ILoggingEvent> appender = new ListAppender<>();
        appender.start();
        log.addAppender(appender);
        try {
            work.run();
        } finally {
            log.detachAppender(appender);
        }
        return appender.list;
    }

    private static final class FailingClock extends Clock {
        private boolean fails;

        @Override
        public Instant instant() {
            if (fails) {
                throw new IllegalStateException("no time");
            }
            return Instant.now();
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    @Test
    void the_list_says_what_retention_does_with_a_backup() {
        InProcess.Answer list = new InProcess(directory).run("list", "--config", config.toString());
        assertEquals(0, list.exitCode(), list::toString);
        assertTrue(list.text().lines().toList().get(1).contains("  near,far  window"), list::text);
        assertTrue(list.text().contains("tier far can restore\n  any moment from "), list::text);
    }
}
