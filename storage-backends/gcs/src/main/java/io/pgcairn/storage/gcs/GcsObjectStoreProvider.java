package io.pgcairn.storage.gcs;

import io.pgcairn.storage.ObjectStore;
import io.pgcairn.storage.ObjectStoreProvider;
import io.pgcairn.storage.StoreContext;
import io.pgcairn.storage.StoreException;
import io.pgcairn.storage.StoreOption;
import io.pgcairn.storage.StoreSettings;
import java.net.URI;
import java.util.List;

/** Opens stores in Google Cloud Storage, {@code gs://BUCKET/prefix}. */
public final class GcsObjectStoreProvider implements ObjectStoreProvider {
    /** For {@link java.util.ServiceLoader}. */
    public GcsObjectStoreProvider() {}

    @Override
    public String scheme() {
        return "gs";
    }

    @Override
    public List<StoreOption> options() {
        return GcsOptions.ALL;
    }

    @Override
    public ObjectStore open(URI location, StoreSettings settings, StoreContext context) throws StoreException {
        GcsSettings gcs = GcsSettings.read(location, settings);
        return GcsClient.open(gcs, settings, context);
    }
}
