package io.pgcairn.daemon.schedule;

import java.time.LocalDateTime;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Fields of cron whose numbers are known, read minute by minute.
 *
 * @param text as an operator writes them
 */
record FieldsByHand(
        String text,
        SortedSet<Integer> minutes,
        SortedSet<Integer> hours,
        SortedSet<Integer> days,
        SortedSet<Integer> months,
        SortedSet<Integer> weekdays) {
    /** Fields that come every few years at least: days up to 28. */
    static FieldsByHand random(Random random) {
        SortedSet<Integer> minutes = numbers(random, 0, 59);
        SortedSet<Integer> hours = numbers(random, 0, 23);
        SortedSet<Integer> days = numbers(random, 1, 28);
        SortedSet<Integer> months = numbers(random, 1, 12);
        SortedSet<Integer> weekdays = numbers(random, 0, 6);
        String text = String.join(" ", field(minutes), field(hours), field(days), field(months), field(weekdays));
        return new FieldsByHand(text, minutes, hours, days, months, weekdays);
    }

    /** Empty stands for all. */
    private static SortedSet<Integer> numbers(Random random, int min, int max) {
        SortedSet<Integer> numbers = new TreeSet<>();
        switch (random.nextInt(3)) {
            case 0 -> {}
            case 1 -> numbers.add(min + random.nextInt(max - min + 1));
            default -> {
                int start = min + random.nextInt(max - min);
                int step = 1 + random.nextInt(3);
                for (int number = start; number <= max; number += step) {
                    numbers.add(number);
                }
            }
        }
        return numbers;
    }

    private static String field(SortedSet<Integer> numbers) {
        return numbers.isEmpty()
                ? "*"
                : String.join(",", numbers.stream().map(String::valueOf).toList());
    }

    LocalDateTime next(LocalDateTime after) {
        LocalDateTime at = after.plusMinutes(1);
        while (!matches(at)) {
            boolean isWrongDay = !isIn(months, at.getMonthValue()) || !isDay(at);
            at = isWrongDay ? at.toLocalDate().plusDays(1).atStartOfDay() : at.plusMinutes(1);
        }
        return at;
    }

    private boolean matches(LocalDateTime at) {
        return isIn(minutes, at.getMinute())
                && isIn(hours, at.getHour())
                && isIn(months, at.getMonthValue())
                && isDay(at);
    }

    private boolean isDay(LocalDateTime at) {
        boolean isDayOfMonth = isIn(days, at.getDayOfMonth());
        boolean isWeekday = isIn(weekdays, at.getDayOfWeek().getValue() % 7);
        boolean areBothGiven = !days.isEmpty() && !weekdays.isEmpty();
        return areBothGiven ? isDayOfMonth || isWeekday : isDayOfMonth && isWeekday;
    }

    private static boolean isIn(SortedSet<Integer> numbers, int number) {
        return numbers.isEmpty() || numbers.contains(number);
    }
}
