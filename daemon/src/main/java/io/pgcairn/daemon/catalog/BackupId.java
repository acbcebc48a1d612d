package io.pgcairn.daemon.catalog;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The label of a base backup: its start in UTC to the millisecond, {@code 20261121T070300.123Z}. Labels sort by time.
 *
 * @param value the label
 */
public record BackupId(String value) implements Comparable<BackupId> {
    private static final DateTimeFormatter FORM =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final Pattern ALLOWED = Pattern.compile("\\d{8}T\\d{6}\\.\\d{3}Z");

    public BackupId {
        if (!ALLOWED.matcher(value).matches()) {
            throw new IllegalArgumentException("a backup is named like 20261121T070300.123Z, not " + value);
        }
    }

    /** The label of a backup that starts at this moment. */
    public static BackupId startedAt(Instant start) {
        return new BackupId(FORM.format(start));
    }

    @Override
    public int compareTo(BackupId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
