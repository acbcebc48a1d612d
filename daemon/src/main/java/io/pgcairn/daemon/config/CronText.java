package io.pgcairn.daemon.config;

import java.util.List;

/** Schedules in the five fields of cron: minute, hour, day of month, month, day of week. */
final class CronText {
    private record Field(String name, int min, int max) {}

    private static final List<Field> FIELDS = List.of(
            new Field("minute", 0, 59),
            new Field("hour", 0, 23),
            new Field("day of month", 1, 31),
            new Field("month", 1, 12),
            new Field("day of week", 0, 7));

    private CronText() {}

    static ValueType<String> type() {
        return new ScalarType<>("five cron fields such as \"0 2 * * *\": minute hour day month weekday", text -> {
            validate(text);
            return text;
        });
    }

    static void validate(String text) {
        String[] fields = text.strip().split("\\s+");
        if (fields.length != FIELDS.size()) {
            throw new IllegalArgumentException("it has " + fields.length + " fields");
        }
        for (int i = 0; i < fields.length; i++) {
            for (String part : fields[i].split(",", -1)) {
                validatePart(part, FIELDS.get(i));
            }
        }
    }

    private static void validatePart(String part, Field field) {
        String[] rangeAndStep = part.split("/", -1);
        boolean stepFits =
                rangeAndStep.length == 1 || (rangeAndStep.length == 2 && isNumber(rangeAndStep[1], 1, field.max()));
        if (!stepFits || !isRange(rangeAndStep[0], field)) {
            throw new IllegalArgumentException("'" + part + "' is no " + field.name() + " (" + field.min() + "-"
                    + field.max() + ", *, lists and steps)");
        }
    }

    private static boolean isRange(String range, Field field) {
        if (range.equals("*")) {
            return true;
        }
        String[] ends = range.split("-", -1);
        if (ends.length == 1) {
            return isNumber(ends[0], field.min(), field.max());
        }
        return ends.length == 2
                && isNumber(ends[0], field.min(), field.max())
                && isNumber(ends[1], Integer.parseInt(ends[0]), field.max());
    }

    private static boolean isNumber(String text, int min, int max) {
        if (!text.matches("\\d{1,2}")) {
            return false;
        }
        int value = Integer.parseInt(text);
        return value >= min && value <= max;
    }
}
