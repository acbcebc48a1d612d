package io.pgcairn.daemon.restore;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The settings with which a restored server recovers up to its target, and archives and follows nobody. */
final class RecoverySettings {
    private static final int FIRST_WITH_ARCHIVE_LIBRARY = 15;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd HH:mm:ss.SSSSSS'+00'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /** What the backup's own settings may name; PostgreSQL refuses two targets. */
    private static final List<String> TARGETS = List.of(
            "recovery_target",
            "recovery_target_lsn",
            "recovery_target_name",
            "recovery_target_time",
            "recovery_target_xid");

    private static final int FIRST_WITH_PREFETCH = 15;

    private RecoverySettings() {}

    /** Lines to append to postgresql.auto.conf, where the last mention of a setting counts. */
    static String text(RestorePlan plan, RestoreOptions options) {
        StringBuilder text = new StringBuilder("# Added by pgcairn when it restored backup ")
                .append(plan.backup().id())
                .append('\n');
        settings(plan, options)
                .forEach((name, value) ->
                        text.append(name).append(" = ").append(quote(value)).append('\n'));
        return text.toString();
    }

    private static Map<String, String> settings(RestorePlan plan, RestoreOptions options) {
        RestoreRequest request = plan.request();
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("restore_command", restoreCommand(options));
        // A setting is checked as it is read: all targets are emptied before the one that is wanted is set.
        TARGETS.forEach(name -> settings.put(name, ""));
        putTarget(settings, request.target());
        settings.put("recovery_target_inclusive", request.isInclusive() ? "on" : "off");
        settings.put("recovery_target_timeline", plan.history().timeline().toString());
        settings.put("recovery_target_action", request.action().setting());
        settings.put("recovery_end_command", "");
        settings.put("archive_cleanup_command", "");
        settings.put("primary_conninfo", "");
        settings.put("primary_slot_name", "");
        settings.put("archive_mode", "off");
        settings.put("archive_command", "");
        if (plan.backup().serverVersion() / 10_000 >= FIRST_WITH_ARCHIVE_LIBRARY) {
            settings.put("archive_library", "");
        }
        // Reading ahead asks for WAL behind the target, which a backup kept by itself does not have: that is no end of
        // recovery but an error.
        boolean hasHoleBehind = plan.isCutByGap() || request.target() instanceof RecoveryTarget.Immediate;
        if (hasHoleBehind && plan.backup().serverVersion() / 10_000 >= FIRST_WITH_PREFETCH) {
            settings.put("recovery_prefetch", "off");
        }
        return settings;
    }

    private static void putTarget(Map<String, String> settings, RecoveryTarget target) {
        switch (target) {
            case RecoveryTarget.Latest _ -> {}
            case RecoveryTarget.Immediate _ -> putLast(settings, "recovery_target", "immediate");
            case RecoveryTarget.Time(Instant time) -> putLast(settings, "recovery_target_time", TIME.format(time));
            case RecoveryTarget.Position(var lsn) -> putLast(settings, "recovery_target_lsn", lsn.toString());
            case RecoveryTarget.Transaction transaction ->
                putLast(settings, "recovery_target_xid", Long.toString(transaction.withoutEpoch()));
            case RecoveryTarget.RestorePoint(String name) -> putLast(settings, "recovery_target_name", name);
        }
    }

    private static void putLast(Map<String, String> settings, String name, String value) {
        settings.remove(name);
        settings.put(name, value);
    }

    /** PostgreSQL replaces %f and %p and hands the line to a shell. */
    private static String restoreCommand(RestoreOptions options) {
        List<String> words = new ArrayList<>(List.of(options.walScript().toString()));
        words.addAll(options.walOptions());
        words.add(options.walUrl().toString());
        String command =
                String.join(" ", words.stream().map(RecoverySettings::shellWord).toList());
        return command.replace("%", "%%") + " %f %p";
    }

    private static String shellWord(String word) {
        return word.matches("[A-Za-z0-9_./:@%+=,-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    /** A value as postgresql.conf takes it. */
    private static String quote(String value) {
        String escaped = value.replace("\\", "\\\\")
                .replace("'", "''")
                .replace("\n", "\\n")
                .replace("\r", "\\r");
        return "'" + escaped + "'";
    }
}
