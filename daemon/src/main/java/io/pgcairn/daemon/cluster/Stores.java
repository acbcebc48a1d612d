package io.pgcairn.daemon.cluster;

import io.pgcairn.daemon.catalog.ObjectKind;
import io.pgcairn.daemon.config.TierConfig;
import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.pipeline.ObjectFailure;
import io.pgcairn.daemon.tier.ByteRate;
import io.pgcairn.daemon.tier.LimitedObjectStore;
import io.pgcairn.daemon.tier.Tier;
import io.pgcairn.storage.InvalidStoreSettingsException;
import io.pgcairn.storage.ObjectStore;
import io.pgcairn.storage.ObjectStoreProvider;
import io.pgcairn.storage.StoreContext;
import io.pgcairn.storage.StoreException;
import io.pgcairn.storage.StoreSettings;
import java.time.Clock;
import java.util.OptionalLong;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Opens the stores that a configuration names, each through the backend of its scheme. */
public final class Stores {
    private final Iterable<ObjectStoreProvider> providers = ServiceLoader.load(ObjectStoreProvider.class);
    private final Clock clock;

    /** @param clock dates what a store needs a date for */
    public Stores(Clock clock) {
        this.clock = clock;
    }

    /** Opens one tier, its requests counted and its rates kept; an unreachable one opens. */
    Tier open(TierConfig tier, TierMetrics metrics) throws CairnException {
        StoreContext context =
                new StoreContext(clock, key -> ObjectKind.of(key).map(ObjectKind::word), metrics.retries(tier.name()));
        try {
            ObjectStore store = provider(tier).open(tier.store(), settings(tier), context);
            return new Tier(tier.name(), limited(tier, metrics.observe(tier.name(), store)));
        } catch (StoreException e) {
            throw ObjectFailure.of("opening tier " + tier.name(), e);
        }
    }

    /** The names of all options that some backend declares. */
    Set<String> optionNames() {
        Set<String> names = new TreeSet<>();
        providers.forEach(provider -> provider.options().forEach(option -> names.add(option.name())));
        return names;
    }

    private static ObjectStore limited(TierConfig tier, ObjectStore store) {
        if (tier.uploadRate().isEmpty() && tier.downloadRate().isEmpty()) {
            return store;
        }
        return new LimitedObjectStore(store, rate(tier.uploadRate()), rate(tier.downloadRate()));
    }

    private static ByteRate rate(OptionalLong bytesPerSecond) {
        return bytesPerSecond.isPresent() ? new ByteRate(bytesPerSecond.getAsLong()) : ByteRate.unlimited();
    }

    private ObjectStoreProvider provider(TierConfig tier) throws StoreException {
        TreeMap<String, ObjectStoreProvider> byScheme = new TreeMap<>();
        try {
            providers.forEach(provider -> byScheme.put(provider.scheme(), provider));
        } catch (ServiceConfigurationError e) {
            throw new InvalidStoreSettingsException(
                    "a backend on the class path cannot be loaded: " + e.getMessage(),
                    "look at the jars under plugins/ and in PGCAIRN_PLUGINS",
                    e);
        }
        ObjectStoreProvider provider = byScheme.get(tier.store().getScheme());
        if (provider == null) {
            throw new InvalidStoreSettingsException(
                    "no backend serves " + tier.store().getScheme() + "://",
                    "use a store with one of the schemes " + byScheme.keySet()
                            + ", or put the jar of another backend under plugins/",
                    null);
        }
        return provider;
    }

    private static StoreSettings settings(TierConfig tier) {
        TreeMap<String, String> options = new TreeMap<>();
        tier.options().forEach((name, value) -> options.put(name, value.reveal()));
        return new StoreSettings(tier.timeout(), tier.concurrency(), options);
    }
}
