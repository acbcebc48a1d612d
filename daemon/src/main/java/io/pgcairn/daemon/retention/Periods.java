package io.pgcairn.daemon.retention;

import io.pgcairn.daemon.retention.TierCatalogue.Backup;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Grandfather, father, son: the last backup of each of the newest years, months, weeks and days that have one. */
final class Periods {
    private final List<Backup> newestFirst;
    private final RetentionPolicy policy;

    Periods(List<Backup> newestFirst, RetentionPolicy policy) {
        this.newestFirst = newestFirst;
        this.policy = policy;
    }

    Map<Verdict.Reason, List<Backup>> kept() {
        Map<Verdict.Reason, List<Backup>> kept = new EnumMap<>(Verdict.Reason.class);
        kept.put(Verdict.Reason.DAILY, lastOfEach(policy.daily(), day -> day));
        kept.put(
                Verdict.Reason.WEEKLY,
                lastOfEach(policy.weekly(), day -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))));
        kept.put(Verdict.Reason.MONTHLY, lastOfEach(policy.monthly(), day -> day.withDayOfMonth(1)));
        kept.put(Verdict.Reason.YEARLY, lastOfEach(policy.yearly(), day -> day.withDayOfYear(1)));
        return kept;
    }

    /** @param firstDay of the period that a day belongs to */
    private List<Backup> lastOfEach(int count, UnaryOperator<LocalDate> firstDay) {
        SortedMap<LocalDate, Backup> lasts = new TreeMap<>(Collections.reverseOrder());
        for (Backup backup : newestFirst) {
            LocalDate day = LocalDate.ofInstant(backup.stopped(), policy.zone());
            lasts.putIfAbsent(firstDay.apply(day), backup);
        }
        return lasts.values().stream().limit(count).toList();
    }
}
