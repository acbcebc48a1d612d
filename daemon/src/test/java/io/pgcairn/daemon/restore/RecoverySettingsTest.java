package io.pgcairn.daemon.restore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.daemon.postgres.Lsn;
import io.pgcairn.daemon.postgres.TimelineHistory;
import io.pgcairn.daemon.postgres.TimelineId;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecoverySettingsTest {
    private static final RestoreOptions OPTIONS = new RestoreOptions(
            2,
            Path.of("/opt/pgcairn/deploy/bin/pgcairn-restore-wal"),
            URI.create("http://127.0.0.1:7411/clusters/main/lineages/7000000000000000001/wal"));

    @Test
    void writes_every_setting_of_a_restore_to_a_time() throws Exception {
        String text = settings(new RecoveryTarget.Time(Instant.parse("2026-11-21T10:15:30.123456789Z")), 180_006);
        assertEquals("""
                # Added by pgcairn when it restored backup 20261121T100000.000Z
                restore_command = '/opt/pgcairn/deploy/bin/pgcairn-restore-wal \
                http://127.0.0.1:7411/clusters/main/lineages/7000000000000000001/wal %f %p'
                recovery_target = ''
                recovery_target_lsn = ''
                recovery_target_name = ''
                recovery_target_xid = ''
                recovery_target_time = '2026-11-21 10:15:30.123456+00'
                recovery_target_inclusive = 'on'
                recovery_target_timeline = '2'
                recovery_target_action = 'promote'
                recovery_end_command = ''
                archive_cleanup_command = ''
                primary_conninfo = ''
                primary_slot_name = ''
                archive_mode = 'off'
                archive_command = ''
                archive_library = ''
                """, text);
    }

    @Test
    void sets_one_target_after_all_others_are_emptied() throws Exception {
        Map<RecoveryTarget, String> targets = Map.of(
                new RecoveryTarget.Immediate(), "recovery_target = 'immediate'",
                new RecoveryTarget.Position(Lsn.parse("16/B374D848")), "recovery_target_lsn = '16/B374D848'",
                new RecoveryTarget.Transaction(0x5_0000_0007L), "recovery_target_xid = '7'",
                new RecoveryTarget.RestorePoint("before it"), "recovery_target_name = 'before it'");
        for (Map.Entry<RecoveryTarget, String> target : targets.entrySet()) {
            String text = settings(target.getKey(), 140_000);
            List<String> lines = text.lines()
                    .filter(line -> line.matches("recovery_target(_lsn|_name|_time|_xid)? = .*"))
                    .toList();
            assertEquals(5, lines.size(), text);
            assertEquals(target.getValue(), lines.getLast());
            assertTrue(lines.subList(0, 4).stream().allMatch(line -> line.endsWith("= ''")), text);
        }
    }

    @Test
    void empties_all_targets_for_latest() throws Exception {
        assertEquals(
                5,
                settings(new RecoveryTarget.Latest(), 150_000)
                        .lines()
                        .filter(line -> line.matches("recovery_target(_lsn|_name|_time|_xid)? = ''"))
                        .count());
    }

    @Test
    void leaves_out_what_an_older_server_does_not_know() throws Exception {
        assertFalse(settings(new RecoveryTarget.Latest(), 140_022).contains("archive_library"));
        assertTrue(settings(new RecoveryTarget.Latest(), 150_010).contains("archive_library"));
    }

    @Test
    void reads_nothing_ahead_where_wal_behind_the_target_may_be_missing() throws Exception {
        assertTrue(settings(new RecoveryTarget.Immediate(), 150_010).contains("recovery_prefetch = 'off'\n"));
        assertFalse(settings(new RecoveryTarget.Immediate(), 140_022).contains("recovery_prefetch"));
        assertFalse(settings(new RecoveryTarget.Latest(), 180_000).contains("recovery_prefetch"));
    }

    @Test
    void quotes_for_the_configuration_and_for_the_shell() throws Exception {
        RestoreOptions odd = new RestoreOptions(
                1, Path.of("/opt/it's 100% \\ here/restore"), URI.create("http://[::1]:7411/a%20b?x=1&y=2"));
        String text = RecoverySettings.text(plan(new RecoveryTarget.RestorePoint("a'b\\c\nd"), 180_000), odd);
        assertTrue(text.contains("recovery_target_name = 'a''b\\\\c\\nd'\n"), text);
        assertTrue(
                text.contains("restore_command = '''/opt/it''\\\\''''s 100%% \\\\ here/restore''"
                        + " ''http://[::1]:7411/a%%20b?x=1&y=2'' %f %p'\n"),
                text);
    }

    @Test
    void refuses_a_script_without_an_absolute_path() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new RestoreOptions(1, Path.of("bin/restore"), URI.create("http://127.0.0.1/")));
    }

    private static String settings(RecoveryTarget target, int version) throws IOException {
        return RecoverySettings.text(plan(target, version), OPTIONS);
    }

    static RestorePlan plan(RecoveryTarget target, int version) throws IOException {
        TimelineHistory history = new TimelineHistory(
                new TimelineId(2), List.of(new TimelineHistory.Branch(TimelineId.FIRST, Lsn.parse("0/500000"))));
        return new RestorePlan(
                RestoreRequest.to(target),
                StoredBackup.empty().version(version).commitOnly(new StoredCluster().lineage.backups()),
                history,
                StoredCluster.SEGMENT,
                Lsn.parse("0/700000"),
                false,
                Optional.empty(),
                List.of(),
                List.of(),
                List.of());
    }
}
