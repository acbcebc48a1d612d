package io.pgcairn.storage.azure;

import io.pgcairn.storage.ObjectStore;
import io.pgcairn.storage.ObjectStoreProvider;
import io.pgcairn.storage.StoreContext;
import io.pgcairn.storage.StoreException;
import io.pgcairn.storage.StoreOption;
import io.pgcairn.storage.StoreSettings;
import java.net.URI;
import java.util.List;

/** Opens stores in Azure Blob Storage, {@code azure://ACCOUNT/CONTAINER/prefix}. */
public final class AzureObjectStoreProvider implements ObjectStoreProvider {
    /** For {@link java.util.ServiceLoader}. */
    public AzureObjectStoreProvider() {}

    @Override
    public String scheme() {
        return "azure";
    }

    @Override
    public List<StoreOption> options() {
        return AzureOptions.ALL;
    }

    @Override
    public ObjectStore open(URI location, StoreSettings settings, StoreContext context) throws StoreException {
        AzureSettings azure = AzureSettings.read(AzureLocation.parse(location), location, settings);
        return AzureClient.open(azure, settings, context);
    }
}
