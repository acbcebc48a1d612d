package io.pgcairn.daemon.bench;

import io.pgcairn.storage.ObjectStore;
import io.pgcairn.storage.ObjectStoreProvider;
import io.pgcairn.storage.StoreContext;
import io.pgcairn.storage.StoreSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ServiceLoader;

/** Stores on the local disk, found as the daemon finds them. */
final class LocalStores {
    private LocalStores() {}

    static ObjectStore open(Path directory) throws IOException {
        return ServiceLoader.load(ObjectStoreProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(provider -> provider.scheme().equals("file"))
                .findFirst()
                .orElseThrow()
                .open(Files.createDirectories(directory).toUri(), StoreSettings.defaults(), StoreContext.plain());
    }
}
