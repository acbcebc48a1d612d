package io.pgcairn.storage.s3;

import io.pgcairn.storage.ObjectStore;
import io.pgcairn.storage.ObjectStoreProvider;
import io.pgcairn.storage.StoreContext;
import io.pgcairn.storage.StoreException;
import io.pgcairn.storage.StoreOption;
import io.pgcairn.storage.StoreSettings;
import java.net.URI;
import java.util.List;

/** Opens stores in buckets, {@code s3://bucket/prefix}. */
public final class S3ObjectStoreProvider implements ObjectStoreProvider {
    /** For {@link java.util.ServiceLoader}. */
    public S3ObjectStoreProvider() {}

    @Override
    public String scheme() {
        return "s3";
    }

    @Override
    public List<StoreOption> options() {
        return S3Options.ALL;
    }

    @Override
    public ObjectStore open(URI location, StoreSettings settings, StoreContext context) throws StoreException {
        S3Location place = S3Location.of(location);
        S3Settings read = new S3SettingsReader(location, settings).read();
        return S3Opening.open(place, read, settings, context);
    }
}
