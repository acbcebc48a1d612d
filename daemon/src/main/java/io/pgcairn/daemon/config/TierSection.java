package io.pgcairn.daemon.config;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;

/** The list {@code tiers} of a cluster. */
final class TierSection {
    private static final int MOST_TIERS = 8;

    static final ScalarType<String> NAME_TYPE =
            Types.matching(ClusterConfig.NAME_PATTERN, "1 to 63 of a-z, 0-9, - and _, a letter or digit first");

    private static final Key<String> NAME =
            Key.required("name", NAME_TYPE, "near", "What metrics, messages and options of verbs call it.");
    private static final Key<URI> STORE = Key.required(
            "store", Types.storeUri(), "file:///var/lib/pgcairn", "Where it is; the scheme says which backend.");
    private static final Key<Duration> TIMEOUT =
            Key.defaulted("timeout", DurationText.between("1s", "1h"), "1m", "The deadline of each call on the store.");
    private static final Key<Integer> CONCURRENCY = Key.defaulted(
            "concurrency", Types.integer(1, 256), "16", "How many requests are under way at once; further ones wait.");
    private static final Key<Long> UPLOAD_RATE = Key.optional(
            "upload_rate",
            ByteCountText.between("16KiB", "1TiB"),
            "no limit",
            "The most bytes a second that go there over time, all streams together; a single request, up to"
                    + " part_size, goes at the line's speed.");
    private static final Key<Long> DOWNLOAD_RATE = Key.optional(
            "download_rate",
            ByteCountText.between("16KiB", "1TiB"),
            "no limit",
            "The most bytes a second that come from there, all streams together.");
    private static final Key<SortedMap<String, Secret>> OPTIONS =
            Key.defaulted("options", new OptionsType(), "none", "Further settings that the backend knows, see below.");

    static final Section DECLARATION = new Section(
            "tiers",
            Section.Shape.LIST,
            "Where objects are kept, one to " + MOST_TIERS + " places. WAL and backups are written to the first one and"
                    + " to every other under `ack`, copied from the first to all others, and read from the first;"
                    + " what is damaged there is read from another, unless a verb is told `--tier`.",
            List.of(NAME, STORE, TIMEOUT, CONCURRENCY, UPLOAD_RATE, DOWNLOAD_RATE, RetentionSection.OF_TIER, OPTIONS));

    private TierSection() {}

    /**
     * The tiers of a cluster; empty after having reported that there are none.
     *
     * @param retention the cluster's
     */
    static List<TierConfig> readAll(SectionReader cluster, RetentionConfig retention) {
        List<TierConfig> tiers = new ArrayList<>();
        for (SectionReader reader : cluster.sectionsInList(DECLARATION)) {
            TierConfig tier = read(reader, retention);
            if (reader.has(NAME)
                    && tiers.stream().anyMatch(other -> other.name().equals(tier.name()))) {
                reader.problem(NAME.name(), "is '" + tier.name() + "', as another tier's; give each its own");
            }
            if (reader.has(STORE) && tiers.stream().anyMatch(other -> isSamePlace(other, tier))) {
                reader.problem(STORE.name(), "is another tier's as well; two tiers in one place are one copy");
            }
            tiers.add(tier);
        }
        if (tiers.isEmpty()) {
            cluster.problem(
                    DECLARATION.name(),
                    "names no place to keep objects; example: [{ name: near, store: \"file:///…\" }]");
        }
        if (tiers.size() > MOST_TIERS) {
            cluster.problem(DECLARATION.name(), "has " + tiers.size() + " tiers; the most is " + MOST_TIERS);
        }
        return tiers;
    }

    /** One bucket's name may stand for two buckets where the endpoints differ. */
    private static boolean isSamePlace(TierConfig one, TierConfig other) {
        return one.store().equals(other.store()) && one.options().equals(other.options());
    }

    private static TierConfig read(SectionReader reader, RetentionConfig retention) {
        return new TierConfig(
                reader.get(NAME),
                reader.get(STORE),
                reader.get(TIMEOUT),
                reader.get(CONCURRENCY),
                number(reader.find(UPLOAD_RATE)),
                number(reader.find(DOWNLOAD_RATE)),
                RetentionSection.read(reader.section(RetentionSection.OF_TIER), retention),
                reader.get(OPTIONS));
    }

    private static OptionalLong number(Optional<Long> value) {
        return value.isPresent() ? OptionalLong.of(value.get()) : OptionalLong.empty();
    }
}
