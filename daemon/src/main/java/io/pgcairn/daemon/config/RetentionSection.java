package io.pgcairn.daemon.config;

import java.time.Duration;
import java.util.Arrays;

/** The section {@code retention} of a cluster and of a tier. */
final class RetentionSection {
    private static final String NAME = "retention";
    private static final ValueType<Integer> PERIODS = Types.integer(0, 1000);

    private static final Key<Boolean> AUTOMATIC = Key.defaulted(
            "automatic", Types.bool(), "true", "Whether the daemon prunes by itself; if not, `pgcairn prune` does.");
    private static final Key<Duration> EVERY =
            Key.defaulted("every", DurationText.between("1s", "30d"), "1h", "How often the daemon prunes.");
    private static final Key<Duration> WINDOW = Key.defaulted(
            "window",
            DurationText.between("0s", "36500d"),
            "14d",
            "How far back from the newest backup every moment can be restored.");
    private static final Key<Integer> MINIMUM = Key.defaulted(
            "minimum",
            Types.integer(1, 1000),
            "2",
            "The least number of newest backups from which every later moment can be restored, however old they are.");
    private static final Key<Integer> DAILY = Key.defaulted(
            "daily",
            PERIODS,
            "0",
            "Of how many days the last backup is kept beyond the window, with the WAL that it needs by itself.");
    private static final Key<Integer> WEEKLY = Key.defaulted("weekly", PERIODS, "0", "The same for weeks (ISO).");
    private static final Key<Integer> MONTHLY = Key.defaulted("monthly", PERIODS, "0", "The same for months.");
    private static final Key<Integer> YEARLY = Key.defaulted("yearly", PERIODS, "0", "The same for years.");
    private static final Key<Duration> LEFTOVERS = Key.defaulted(
            "leftovers_after",
            DurationText.between("1s", "365d"),
            "1d",
            "How old what a failed backup left behind must be before it is deleted.");

    private static final Key<?>[] KEYS = {AUTOMATIC, EVERY, WINDOW, MINIMUM, DAILY, WEEKLY, MONTHLY, YEARLY, LEFTOVERS};

    static final Section OF_CLUSTER = Section.one(
            NAME, "What every tier keeps that has no `retention` of its own. Days begin in `backup.timezone`.", KEYS);
    static final Section OF_TIER = Section.one(
            NAME, "What this tier keeps; what is left out is as in the cluster's `retention`.", inherited());

    private RetentionSection() {}

    static Duration parseWindow(String text) {
        try {
            return WINDOW.type().parse(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no window; it is " + WINDOW.type().allowed() + ", such as 14d", e);
        }
    }

    private static Entry[] inherited() {
        return Arrays.stream(KEYS).map(RetentionSection::inherited).toArray(Entry[]::new);
    }

    private static <T> Entry inherited(Key<T> key) {
        return Key.optional(key.name(), key.type(), "the cluster's", key.help());
    }

    static RetentionConfig read(SectionReader reader) {
        return new RetentionConfig(
                reader.get(AUTOMATIC),
                reader.get(EVERY),
                reader.get(WINDOW),
                reader.get(MINIMUM),
                reader.get(DAILY),
                reader.get(WEEKLY),
                reader.get(MONTHLY),
                reader.get(YEARLY),
                reader.get(LEFTOVERS));
    }

    /** A tier's, over the cluster's. */
    static RetentionConfig read(SectionReader reader, RetentionConfig cluster) {
        return new RetentionConfig(
                reader.find(AUTOMATIC).orElse(cluster.automatic()),
                reader.find(EVERY).orElse(cluster.every()),
                reader.find(WINDOW).orElse(cluster.window()),
                reader.find(MINIMUM).orElse(cluster.minimum()),
                reader.find(DAILY).orElse(cluster.daily()),
                reader.find(WEEKLY).orElse(cluster.weekly()),
                reader.find(MONTHLY).orElse(cluster.monthly()),
                reader.find(YEARLY).orElse(cluster.yearly()),
                reader.find(LEFTOVERS).orElse(cluster.leftoversAfter()));
    }

    static RetentionConfig defaults() {
        return read(SectionReader.defaults(OF_CLUSTER));
    }
}
