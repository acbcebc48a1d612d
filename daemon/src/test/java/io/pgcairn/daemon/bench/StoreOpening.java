package io.pgcairn.daemon.bench;

import io.pgcairn.storage.ObjectStore;
import io.pgcairn.storage.ObjectStoreProvider;
import io.pgcairn.storage.StoreContext;
import io.pgcairn.storage.StoreSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.ServiceLoader;

/** Stores, found as the daemon finds them. */
final class StoreOpening {
    private StoreOpening() {}

    static ObjectStore open(URI location, Map<String, String> options) throws IOException {
        return ServiceLoader.load(ObjectStoreProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(provider -> provider.scheme().equals(location.getScheme()))
                .findFirst()
                .orElseThrow()
                .open(location, new StoreSettings(StoreSettings.DEFAULT_TIMEOUT, options), StoreContext.plain());
    }

    /** A store on the local disk. */
    static ObjectStore local(Path directory) throws IOException {
        return open(Files.createDirectories(directory).toUri(), Map.of());
    }
}
