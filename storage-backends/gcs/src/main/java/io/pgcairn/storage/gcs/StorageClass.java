package io.pgcairn.storage.gcs;

import io.pgcairn.storage.InvalidStoreSettingsException;
import io.pgcairn.storage.StoreOption;
import io.pgcairn.storage.StoreOptions;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What an object costs to keep and to read. */
enum StorageClass {
    STANDARD,
    NEARLINE,
    COLDLINE,
    ARCHIVE;

    static final String ALLOWED = "standard, nearline, coldline or archive";

    static Optional<StorageClass> read(StoreOptions options, StoreOption option) throws InvalidStoreSettingsException {
        Optional<String> text = options.text(option);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Optional<StorageClass> known = Arrays.stream(values())
                .filter(each -> each.name().toLowerCase(Locale.ROOT).equals(text.get()))
                .findFirst();
        if (known.isEmpty()) {
            throw options.refused(option, text.get(), null);
        }
        return known;
    }
}
