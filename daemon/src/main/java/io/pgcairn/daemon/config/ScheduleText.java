package io.pgcairn.daemon.config;

import io.pgcairn.daemon.schedule.Schedule;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Schedules as one writes them in the file: five cron fields, {@code every 6h}, or {@code never}. */
final class ScheduleText {
    private static final String EVERY = "every ";
    private static final String NEVER = "never";

    private ScheduleText() {}

    static ValueType<String> type() {
        return new ScalarType<>(
                "five cron fields such as \"0 2 * * *\" (minute hour day month weekday), every 6h, or never", text -> {
                    parse(text, ZoneOffset.UTC);
                    return text;
                });
    }

    /** @throws IllegalArgumentException it is no schedule */
    static Schedule parse(String text, ZoneId zone) {
        if (text.startsWith(EVERY)) {
            return Schedule.every(DurationText.parse(text.substring(EVERY.length())));
        }
        return text.equals(NEVER) ? Schedule.never() : Schedule.cron(text, zone);
    }
}
