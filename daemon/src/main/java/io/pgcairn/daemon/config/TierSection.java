package io.pgcairn.daemon.config;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;

/** The list {@code tiers} of a cluster. */
final class TierSection {
    private static final Key<String> NAME = Key.required(
            "name",
            Types.matching(ClusterConfig.NAME_PATTERN, "1 to 63 of a-z, 0-9, - and _, a letter or digit first"),
            "near",
            "What metrics and messages call it.");
    private static final Key<URI> STORE = Key.required(
            "store", Types.storeUri(), "file:///var/lib/pgcairn", "Where it is; the scheme says which backend.");
    private static final Key<Duration> TIMEOUT =
            Key.defaulted("timeout", DurationText.between("1s", "1h"), "1m", "The deadline of each call on the store.");
    private static final Key<SortedMap<String, Secret>> OPTIONS =
            Key.defaulted("options", new OptionsType(), "none", "Further settings that the backend knows.");

    static final Section DECLARATION = new Section(
            "tiers",
            Section.Shape.LIST,
            "Where objects are kept. Exactly one so far: there is no replication between tiers yet.",
            List.of(NAME, STORE, TIMEOUT, OPTIONS));

    private TierSection() {}

    static TierConfig read(SectionReader reader) {
        return new TierConfig(reader.get(NAME), reader.get(STORE), reader.get(TIMEOUT), reader.get(OPTIONS));
    }
}
