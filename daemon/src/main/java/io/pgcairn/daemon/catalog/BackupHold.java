package io.pgcairn.daemon.catalog;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Pins a backup: retention leaves it, with the WAL that it needs by itself, until then. All of it is in the object's
 * name, so it is known without reading anything.
 *
 * @param backup which
 * @param placed when it was pinned; tells several holds of one backup apart
 * @param until when it ends; empty if it is for ever
 */
public record BackupHold(BackupId backup, Instant placed, Optional<Instant> until) {
    private static final Pattern FORM = Pattern.compile("hold/(\\d{8}T\\d{6}\\.\\d{3}Z)-([^/]+)\\.json");
    private static final String FOR_EVER = "forever";

    /** Whether it holds at this moment. */
    public boolean isActive(Instant now) {
        return until.isEmpty() || now.isBefore(until.get());
    }

    /** The name below the backup's directory. */
    String name() {
        return "hold/" + BackupId.startedAt(placed) + "-"
                + until.map(end -> BackupId.startedAt(end).value()).orElse(FOR_EVER) + ".json";
    }

    static Optional<BackupHold> parse(BackupId backup, String name) {
        Matcher matcher = FORM.matcher(name);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        try {
            Instant placed = new BackupId(matcher.group(1)).moment();
            Optional<Instant> until = matcher.group(2).equals(FOR_EVER)
                    ? Optional.empty()
                    : Optional.of(new BackupId(matcher.group(2)).moment());
            return Optional.of(new BackupHold(backup, placed, until));
        } catch (IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }
}
