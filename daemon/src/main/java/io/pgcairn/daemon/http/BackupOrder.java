package io.pgcairn.daemon.http;

import io.pgcairn.daemon.catalog.BackupId;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A backup that is asked for.
 *
 * @param name what the operator calls it; may be empty
 * @param note the operator's words; may be empty
 * @param pin whether and how long it is to be held
 * @param drill of a restore drill, what it is to restore
 * @param due of one by schedule, since when it is due: it is needless if another one began then or later
 */
public record BackupOrder(String name, String note, Optional<Pin> pin, Optional<Drill> drill, Optional<Instant> due) {
    static final int MAX_NOTE = 500;
    private static final Pattern NAME = Pattern.compile("([A-Za-z0-9][A-Za-z0-9._-]{0,63})?");

    /** One without a name. */
    public static final BackupOrder PLAIN = new BackupOrder("", "", Optional.empty());

    /** One that a person asks for. */
    BackupOrder(String name, String note, Optional<Pin> pin) {
        this(name, note, pin, Optional.empty(), Optional.empty());
    }

    /** One by schedule. */
    public static BackupOrder dueAt(Instant moment) {
        return new BackupOrder("", "", Optional.empty(), Optional.empty(), Optional.of(moment));
    }

    /** A restore drill. */
    public static BackupOrder ofDrill(Drill drill) {
        return new BackupOrder("", "", Optional.empty(), Optional.of(drill), Optional.empty());
    }

    /**
     * What a drill is to restore.
     *
     * @param target a moment, {@code latest} or {@code random}; empty for what is configured
     * @param tier from which alone; empty for the first, and others where that one does not give
     * @param keeps whether the restored directory stays
     */
    public record Drill(String target, String tier, boolean keeps) {
        /** What is configured. */
        public static final Drill USUAL = new Drill("", "", false);

        /** @throws IllegalArgumentException the target is none */
        public Drill {
            if (!target.isEmpty() && !target.equals("latest") && !target.equals("random")) {
                requireMoment(target);
            }
        }

        /** The moment that is wanted, if it is one. */
        public Optional<Instant> moment() {
            return target.isEmpty() || target.equals("latest") || target.equals("random")
                    ? Optional.empty()
                    : Optional.of(requireMoment(target));
        }

        private static Instant requireMoment(String text) {
            try {
                return Instant.parse(text);
            } catch (DateTimeParseException e) {
                throw new IllegalArgumentException("target is latest, random or a moment such as 2026-11-21T08:00:00Z");
            }
        }
    }

    /** @param span how long; empty for ever */
    public record Pin(Optional<Duration> span) {}

    /** @throws IllegalArgumentException the name or the note is none */
    public BackupOrder {
        if (!NAME.matcher(name).matches() || isLabel(name)) {
            throw new IllegalArgumentException(
                    "a backup's name has 1 to 64 letters, digits and . _ -, a letter or digit"
                            + " first, and is not of the form of a label such as 20261121T083112.005Z");
        }
        if (note.length() > MAX_NOTE) {
            throw new IllegalArgumentException("a backup's note has at most " + MAX_NOTE + " characters");
        }
    }

    /** A verb takes a label or a name: one that is both would mean two backups. */
    private static boolean isLabel(String name) {
        try {
            return !new BackupId(name).value().isEmpty();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
