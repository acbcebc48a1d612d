package io.pgcairn.daemon.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.jr.ob.JSON;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ListVerbTest {
    private static final Instant STARTED = Instant.parse("2026-11-07T02:00:00.250Z");
    private static final Instant STOPPED = Instant.parse("2026-11-07T02:04:13.750Z");
    private static final Instant LAST = Instant.parse("2026-11-21T14:03:55Z");
    private static final Instant HELD_UNTIL = Instant.parse("2027-01-01T00:00:00Z");

    private static final Listing.Backup OLD = new Listing.Backup(
            "20261107T020000.250Z",
            "before-18",
            "the last one on the old disks",
            "full",
            STARTED,
            STOPPED,
            "0/2000028",
            "0/2000100",
            1,
            4_200_000_000L,
            1_000_000_000L,
            2,
            List.of(
                    new Listing.Copy("near", Optional.of(new Listing.Keeping(List.of(), Optional.empty()))),
                    new Listing.Copy("far", Optional.of(new Listing.Keeping(List.of("monthly"), Optional.empty())))),
            List.of(new Listing.Hold(STOPPED, Optional.of(HELD_UNTIL), "before the migration")));

    private static final Listing.Backup NEW = new Listing.Backup(
            "20261120T020000.000Z",
            "",
            "",
            "full",
            Instant.parse("2026-11-20T02:00:00Z"),
            Instant.parse("2026-11-20T03:02:00Z"),
            "0/9000028",
            "0/9000100",
            3,
            999,
            0,
            0,
            List.of(new Listing.Copy(
                    "near",
                    Optional.of(new Listing.Keeping(
                            List.of("window", "minimum"), Optional.of(Instant.parse("2026-12-05T09:00:00Z")))))),
            List.of());

    private static final Listing.Tier NEAR = new Listing.Tier(
            "near",
            List.of(
                    new Listing.Span(
                            true,
                            STOPPED,
                            Optional.of(STOPPED),
                            true,
                            "0/2000100",
                            "0/3000000",
                            1,
                            OLD.id(),
                            "000000010000000000000003"),
                    new Listing.Span(
                            false,
                            STOPPED,
                            Optional.of(STOPPED.plusSeconds(60)),
                            false,
                            "0/4000100",
                            "0/5000000",
                            2,
                            OLD.id(),
                            "000000020000000000000005"),
                    new Listing.Span(
                            false, NEW.stopped(), Optional.of(LAST), true, "0/9000100", "0/A000000", 3, NEW.id(), ""),
                    new Listing.Span(
                            false, NEW.stopped(), Optional.empty(), false, "0/9000100", "0/B000000", 4, NEW.id(), "")),
            Map.of("20261101T020000.000Z", "000000010000000000000001"),
            new Listing.Usage(
                    17,
                    1_000_000_000,
                    200_000_000,
                    0,
                    12_345,
                    99_950,
                    Duration.ofDays(14),
                    OptionalLong.of(15_000_000_000L)),
            List.of("timeline 7 is left out"));

    private static final Listing.Tier EMPTY = new Listing.Tier(
            "far",
            List.of(),
            Map.of(),
            new Listing.Usage(1, 0, 0, 1, 1, 1, Duration.ofDays(1), OptionalLong.empty()),
            List.of());

    private static final Listing LISTING = new Listing(List.of(new Listing.Cluster(
            "main",
            List.of("near", "far", "gone"),
            List.of(new Listing.Lineage(
                    "7710539477286474546",
                    18,
                    Instant.parse("2026-11-01T00:00:00Z"),
                    List.of(OLD, NEW),
                    List.of(new Listing.Unfinished("20261121T020000.000Z", "near", 1, 1_500, LAST)),
                    List.of(new Listing.Dump(
                            "20261119T020000.000Z", true, List.of("app", "log"), "custom", 5_000, List.of("near"))),
                    Optional.of(new Listing.Drill(
                            "20261121T090000.000Z", "far", OLD.id(), Optional.of(LAST), LAST, LAST.plusSeconds(65))),
                    List.of(NEAR, EMPTY))),
            List.of("tier far lacks 1 backup that tier near holds"),
            Map.of("gone", "listing failed; look"))));

    private final CommandFixture fixture = new CommandFixture();

    @Test
    void people_read_a_table_what_can_be_restored_and_what_it_takes() {
        fixture.listing = LISTING;
        assertEquals(0, fixture.run("list", "--config", "c.yaml"));
        String wide = "%-20s  %-9s  full  %-20s  %-20s  %-5s  %s  %s  %s    %-6s  %-6s  %-5s  %-8s  %s%n";
        assertEquals(
                "BACKUP                NAME       TYPE  STARTED               STOPPED               TOOK   START LSN"
                        + "  STOP LSN   TLI  SIZE    STORED  RATIO  TIERS     KEPT\n"
                        + String.format(
                                wide,
                                OLD.id(),
                                "before-18",
                                "2026-11-07 02:00:00Z",
                                "2026-11-07 02:04:14Z",
                                "4m13s",
                                "0/2000028",
                                "0/2000100",
                                "1",
                                "4.2 GB",
                                "1.0 GB",
                                "4.2",
                                "near,far",
                                "near: goes with the next prune; far: monthly")
                        + "    note: the last one on the old disks\n"
                        + "    2 pages had a wrong checksum in the cluster itself\n"
                        + "    held until 2027-01-01 00:00:00Z: before the migration\n"
                        + String.format(
                                wide,
                                NEW.id(),
                                "",
                                "2026-11-20 02:00:00Z",
                                "2026-11-20 03:02:00Z",
                                "1h02m",
                                "0/9000028",
                                "0/9000100",
                                "3",
                                "999 B",
                                "0 B",
                                "-",
                                "near",
                                "window, minimum, until about 2026-12-05")
                        + """
                        20261121T020000.000Z  unfinished on tier near: 1.5 kB in 1 object, the last one stored \
                        2026-11-21 14:03:55Z
                        20261119T020000.000Z  dump of app, log, custom, 5.0 kB, on tier near
                        20261121T090000.000Z  last proven restore: backup 20261107T020000.250Z from tier far to \
                        2026-11-21 14:03:55Z, in 1m05s

                        tier near can restore
                          the moment 2026-11-07 02:04:14Z alone (timeline 1, backup 20261107T020000.250Z)
                          any moment from 2026-11-07 02:04:14Z to about 2026-11-07 02:05:13Z (timeline 2)
                          gap at 0/5000000: WAL segment 000000020000000000000005 is missing
                          any moment from 2026-11-20 03:02:00Z to 2026-11-21 14:03:55Z (timeline 3)
                          any moment from 2026-11-20 03:02:00Z to 0/B000000 (timeline 4)
                          not from backup 20261101T020000.000Z: its own WAL lacks 000000010000000000000001
                          timeline 7 is left out
                        tier near holds 1.2 GB (backups 1.0 GB, WAL 200 MB, dumps 0 B), of it 12.3 kB from the last \
                        day and 100 kB from the last week; about 15.0 GB once its window of 14d is full, if all goes \
                        on like this (an estimate)

                        tier far can restore nothing
                        tier far holds 1 B (backups 0 B, WAL 0 B, dumps 1 B), of it 1 B from the last day and 1 B \
                        from the last week; too early to estimate what it grows to
                        NOTE: tier far lacks 1 backup that tier near holds
                        """,
                fixture.out());
        assertEquals("warning: tier gone is left out: listing failed; look\n", fixture.err());
    }

    @Test
    void programs_read_exact_numbers_in_flat_lists() throws Exception {
        fixture.listing = LISTING;
        assertEquals(0, fixture.run("list", "--config", "c.yaml", "--json"));
        Map<String, Object> json = JSON.std.mapFrom(fixture.out());
        assertEquals(
                List.of("backups", "unfinished", "dumps", "drills", "recoverable", "tiers", "notes", "unlisted"),
                List.copyOf(json.keySet()));
        Map<?, ?> old = row(json, "backups", 0);
        assertEquals("main", old.get("cluster"));
        assertEquals("7710539477286474546", old.get("system_id"));
        assertEquals("good", old.get("state"));
        assertEquals("2026-11-07T02:00:00.250Z", old.get("started"));
        assertEquals(253.5, old.get("seconds"));
        assertEquals(4_200_000_000L, old.get("plain_bytes"));
        assertEquals(List.of("near", "far"), old.get("tiers"));
        assertEquals(
                List.of(Map.of(
                        "placed", STOPPED.toString(),
                        "until", HELD_UNTIL.toString(),
                        "reason", "before the migration")),
                old.get("holds"));
        assertEquals(
                List.of(
                        Map.of("tier", "near", "kept", false, "reasons", List.of()),
                        Map.of("tier", "far", "kept", true, "reasons", List.of("monthly"))),
                old.get("retention"));
        assertEquals(1500, row(json, "unfinished", 0).get("stored_bytes"));
        assertEquals(List.of("app", "log"), row(json, "dumps", 0).get("databases"));
        assertEquals(65.0, row(json, "drills", 0).get("seconds"));
        assertEquals(LAST.toString(), row(json, "drills", 0).get("target"));
        assertEquals("000000010000000000000003", row(json, "recoverable", 0).get("missing"));
        assertEquals(LAST.toString(), row(json, "recoverable", 2).get("to"));
        assertEquals(true, row(json, "recoverable", 2).get("to_exact"));
        assertTrue(!row(json, "recoverable", 3).containsKey("to"), fixture::out);
        assertEquals(1_200_000_000, row(json, "tiers", 0).get("stored_bytes"));
        assertEquals(15_000_000_000L, row(json, "tiers", 0).get("full_window_bytes_estimate"));
        assertEquals(
                List.of(Map.of("cluster", "main", "tier", "gone", "why", "listing failed; look")),
                json.get("unlisted"));
    }

    private static Map<?, ?> row(Map<String, Object> json, String list, int place) {
        if (json.get(list) instanceof List<?> rows && rows.get(place) instanceof Map<?, ?> row) {
            return row;
        }
        throw new AssertionError(list + " is no list of objects: " + json);
    }

    @Test
    void a_cluster_without_a_backup_is_told_how_to_take_one() {
        fixture.listing = new Listing(List.of(
                new Listing.Cluster("main", List.of("near"), List.of(), List.of(), Map.of()),
                new Listing.Cluster("other", List.of("near"), List.of(), List.of(), Map.of("near", "is down"))));
        assertEquals(0, fixture.run("list", "--config", "c.yaml", "--tier", "near"));
        assertEquals(
                List.of(new ClusterSelection(Path.of("c.yaml"), Optional.empty()), "near"), fixture.asked.getLast());
        assertEquals("cluster main: no backup yet; 'pgcairn backup --wait' takes one\n\n", fixture.out());
        assertEquals("warning: tier near of cluster other is left out: is down\n", fixture.err());
    }

    @Test
    void every_second_of_a_stretch_can_be_copied() {
        assertEquals(
                "2026-11-07 02:04:14Z to 2026-11-07 02:04:15Z", Shown.span(STOPPED, " to ", STOPPED.plusMillis(1600)));
        assertEquals("2026-11-21 14:03:55Z to 2026-11-21 14:03:55Z", Shown.span(LAST, " to ", LAST.plusMillis(999)));
        assertEquals(
                "2026-11-07 02:04:13.750000Z to 2026-11-07 02:04:13.751000Z",
                Shown.span(STOPPED, " to ", STOPPED.plusMillis(1)));
    }

    @Test
    void what_others_wrote_does_not_steer_the_terminal() {
        String steering = "a\u001b[2J\u009b1m\u202eb\nc";
        fixture.listing = new Listing(List.of(new Listing.Cluster(
                "main",
                List.of("near"),
                List.of(new Listing.Lineage(
                        "1",
                        18,
                        Instant.EPOCH,
                        List.of(),
                        List.of(),
                        List.of(new Listing.Dump("d", true, List.of(steering), "custom", 1, List.of("near"))),
                        Optional.empty(),
                        List.of())),
                List.of(steering),
                Map.of("near", steering))));
        assertEquals(0, fixture.run("list", "--config", "c.yaml"));
        String shown = "a?[2J?1m?b c";
        assertEquals(List.of("NOTE: " + shown), fixture.out().lines().skip(1).toList());
        assertTrue(fixture.out().startsWith("d  dump of " + shown + ", custom"), fixture::out);
        assertEquals("warning: tier near is left out: " + shown + "\n", fixture.err());
    }

    @Test
    void sizes_and_times_are_short() {
        assertEquals(
                List.of("0 B", "999 B", "1.0 kB", "99.9 kB", "100 kB", "1.0 MB", "9.2 EB"),
                List.of(0L, 999L, 1000L, 99_940L, 100_000L, 999_960L, Long.MAX_VALUE).stream()
                        .map(Shown::size)
                        .toList());
        assertEquals(
                List.of("9s", "4m05s", "1h02m", "14d", "2d5h", "0s"),
                List.of(9L, 245L, 3725L, 1_209_600L, 190_800L, -1L).stream()
                        .map(seconds -> Shown.duration(Duration.ofSeconds(seconds)))
                        .toList());
    }
}
