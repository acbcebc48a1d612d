package io.pgcairn.storage.gcs;

import io.pgcairn.storage.InvalidStoreSettingsException;
import io.pgcairn.storage.StoreOptions;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which objects go into which storage class.
 *
 * @param otherwise the class of kinds that have none; empty for the bucket's
 */
record StorageClasses(Map<String, StorageClass> byKind, Optional<StorageClass> otherwise) {
    StorageClasses {
        byKind = Map.copyOf(byKind);
    }

    static StorageClasses read(StoreOptions options) throws InvalidStoreSettingsException {
        Map<String, StorageClass> byKind = new HashMap<>();
        for (String kind : GcsOptions.KINDS) {
            StorageClass.read(options, GcsOptions.storageClassOf(kind)).ifPresent(found -> byKind.put(kind, found));
        }
        return new StorageClasses(byKind, StorageClass.read(options, GcsOptions.STORAGE_CLASS));
    }

    /** @param kind what the object is; empty if it is not known */
    Optional<StorageClass> of(Optional<String> kind) {
        return kind.map(byKind::get).or(() -> otherwise);
    }
}
