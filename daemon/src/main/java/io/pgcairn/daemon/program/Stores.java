package io.pgcairn.daemon.program;

import io.pgcairn.daemon.config.TierConfig;
import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.pipeline.ObjectFailure;
import io.pgcairn.storage.InvalidStoreSettingsException;
import io.pgcairn.storage.ObjectStore;
import io.pgcairn.storage.ObjectStoreProvider;
import io.pgcairn.storage.StoreContext;
import io.pgcairn.storage.StoreException;
import io.pgcairn.storage.StoreSettings;
import java.util.ServiceLoader;
import java.util.TreeMap;

/** Opens the stores that a configuration names, each through the backend of its scheme. */
public final class Stores {
    private final Iterable<ObjectStoreProvider> providers = ServiceLoader.load(ObjectStoreProvider.class);

    ObjectStore open(TierConfig tier) throws CairnException {
        try {
            return provider(tier).open(tier.store(), settings(tier), StoreContext.plain());
        } catch (StoreException e) {
            throw ObjectFailure.of("opening tier " + tier.name(), e);
        }
    }

    private ObjectStoreProvider provider(TierConfig tier) throws StoreException {
        TreeMap<String, ObjectStoreProvider> byScheme = new TreeMap<>();
        providers.forEach(provider -> byScheme.put(provider.scheme(), provider));
        ObjectStoreProvider provider = byScheme.get(tier.store().getScheme());
        if (provider == null) {
            throw new InvalidStoreSettingsException(
                    "no backend serves " + tier.store().getScheme() + "://",
                    "use a store with one of the schemes " + byScheme.keySet(),
                    null);
        }
        return provider;
    }

    private static StoreSettings settings(TierConfig tier) {
        TreeMap<String, String> options = new TreeMap<>();
        tier.options().forEach((name, value) -> options.put(name, value.reveal()));
        return new StoreSettings(tier.timeout(), options);
    }
}
