package io.pgcairn.daemon.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.daemon.http.ClusterStatus;
import io.pgcairn.daemon.observe.FakeDaemon;
import io.pgcairn.daemon.observe.Reading;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AlarmsTest {
    private final FakeDaemon daemon = new FakeDaemon();
    private final Alarms alarms = new Alarms(() -> daemon.metrics().readings("main"));

    @AfterEach
    void close() {
        daemon.close();
    }

    @Test
    void a_daemon_that_is_well_has_none() {
        assertEquals(List.of(), alarms.now());
    }

    @Test
    void each_is_raised_beyond_its_limit_the_gravest_first_and_ends_at_it() {
        daemon.breakAll();
        assertEquals(
                Arrays.stream(AlarmRule.values()).map(AlarmRule::title).toList(),
                alarms.now().stream().map(ClusterStatus.Alarm::name).toList());
        List<ClusterStatus.Severity> severities =
                alarms.now().stream().map(ClusterStatus.Alarm::severity).toList();
        assertEquals(severities.stream().sorted().toList(), severities);
        daemon.mendAll();
        assertEquals(List.of(), alarms.now());
    }

    @Test
    void another_cluster_is_not_alarmed() {
        daemon.breakAll();
        daemon.reloaded(true);
        assertEquals(List.of(), Alarms.judge(daemon.metrics().readings("other")));
    }

    @Test
    void a_message_says_how_long_which_tier_and_how_many() {
        assertEquals(
                List.of("tier far lacks 3 backups that another tier holds"),
                messages(new Reading("pgcairn_tier_lost_backups", Map.of("tier", "far"), 3)));
        assertEquals(
                List.of("no WAL has been streaming in for 12 min"),
                messages(new Reading("pgcairn_wal_disconnected_seconds", Map.of(), 725)));
        assertEquals(
                List.of("the base backup is overdue by 3 h"),
                messages(new Reading("pgcairn_backup_overdue_seconds", Map.of(), 4 * 3600 - 1)));
        assertEquals(
                List.of("tier far is behind the first by 5 d"),
                messages(new Reading("pgcairn_tier_lag_seconds", Map.of("tier", "far"), 5 * 86_400)));
        assertEquals(
                List.of("the slot or the disk of pg_wal is full in 30 s at the present rate"),
                messages(new Reading("pgcairn_slot_full_seconds", Map.of(), 30)));
    }

    @Test
    void what_is_not_known_raises_nothing() {
        for (AlarmRule rule : AlarmRule.values()) {
            String metric = rule.expression().split(" ", -1)[0];
            assertEquals(List.of(), messages(new Reading(metric, Map.of(), Double.NaN)), rule::title);
        }
    }

    @Test
    void no_message_or_hint_is_left_unfilled() {
        daemon.breakAll();
        for (ClusterStatus.Alarm alarm : alarms.now()) {
            assertTrue(!alarm.message().contains("{") && !alarm.hint().contains("{"), alarm::toString);
        }
    }

    private static List<String> messages(Reading reading) {
        return Alarms.judge(List.of(reading)).stream()
                .map(ClusterStatus.Alarm::message)
                .toList();
    }
}
