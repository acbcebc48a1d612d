package io.pgcairn.storage;

import java.net.URI;
import java.util.List;

/** Opens stores of one scheme. Found through {@link java.util.ServiceLoader}; loading it must not load its SDK. */
public interface ObjectStoreProvider {
    /** The scheme of the URIs it opens, in lower case: {@code file}, {@code s3}. */
    String scheme();

    /** Every setting it knows besides those that all stores have; asking for them must not load its SDK. */
    List<StoreOption> options();

    /**
     * Opens a store. No request is made yet, so an unreachable store opens.
     *
     * @throws InvalidStoreSettingsException the location or an option makes no sense; the message says which
     * @throws StoreException by its kind, see there
     */
    ObjectStore open(URI location, StoreSettings settings, StoreContext context) throws StoreException;
}
