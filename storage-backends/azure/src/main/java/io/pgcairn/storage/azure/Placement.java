package io.pgcairn.storage.azure;

import io.pgcairn.storage.InvalidStoreSettingsException;
import io.pgcairn.storage.StoreOption;
import io.pgcairn.storage.StoreOptions;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How blobs are kept, by the kind of their object.
 *
 * @param tierOfKind access tiers by the kinds for which one is configured
 * @param tier the access tier of all others; empty for the account's
 * @param lock how long blobs cannot be deleted
 */
record Placement(Map<String, Tier> tierOfKind, Optional<Tier> tier, Optional<Lock> lock) {
    /** Tails are deleted as soon as their segment is whole, which a lock would forbid. */
    private static final String NEVER_LOCKED = "tail";

    private static final Duration SHORTEST_LOCK = Duration.ofDays(1);
    private static final Duration LONGEST_LOCK = Duration.ofDays(36_500);

    /** Where a blob is at once readable; in the archive tier it would not be for hours. */
    enum Tier {
        HOT,
        COOL,
        COLD
    }

    /** Who may shorten a lock. */
    enum LockMode {
        UNLOCKED,
        LOCKED
    }

    record Lock(Duration duration, LockMode mode) {}

    Placement {
        tierOfKind = Map.copyOf(tierOfKind);
    }

    static Placement read(StoreOptions options) throws InvalidStoreSettingsException {
        Map<String, Tier> tiers = new HashMap<>();
        for (Map.Entry<String, StoreOption> each : AzureOptions.TIER_OF_KIND.entrySet()) {
            Optional<Tier> tier = tier(options, each.getValue());
            tier.ifPresent(value -> tiers.put(each.getKey(), value));
        }
        return new Placement(tiers, tier(options, AzureOptions.ACCESS_TIER), lock(options));
    }

    private static Optional<Tier> tier(StoreOptions options, StoreOption option) throws InvalidStoreSettingsException {
        return options.text(option).isEmpty()
                ? Optional.empty()
                : Optional.of(options.choice(option, Tier.class, Tier.HOT));
    }

    private static Optional<Lock> lock(StoreOptions options) throws InvalidStoreSettingsException {
        LockMode mode = options.choice(AzureOptions.IMMUTABILITY_MODE, LockMode.class, LockMode.UNLOCKED);
        Optional<Duration> duration = options.duration(AzureOptions.IMMUTABILITY);
        options.requireEffect(
                AzureOptions.IMMUTABILITY_MODE,
                duration.isPresent(),
                "say with immutability how long blobs cannot be deleted");
        if (duration.isEmpty()) {
            return Optional.empty();
        }
        if (duration.get().compareTo(SHORTEST_LOCK) < 0 || duration.get().compareTo(LONGEST_LOCK) > 0) {
            throw options.refused(AzureOptions.IMMUTABILITY, duration.get().toString(), null);
        }
        return Optional.of(new Lock(duration.get(), mode));
    }

    Optional<Tier> tierFor(Optional<String> kind) {
        return kind.map(tierOfKind::get).or(() -> tier);
    }

    Optional<Lock> lockFor(Optional<String> kind) {
        return kind.equals(Optional.of(NEVER_LOCKED)) ? Optional.empty() : lock;
    }
}
