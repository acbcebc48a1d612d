package io.pgcairn.daemon.catalog;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
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

    /**
     * When it began.
     *
     * @throws java.time.DateTimeException the label has the right form but is no moment
     */
    public Instant moment() {
        return FORM.parse(value, Instant::from);
    }

    /** When it began; empty if the label is no moment, so that none of ours has it. */
    public Optional<Instant> momentIfAny() {
        try {
            return Optional.of(moment());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
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
