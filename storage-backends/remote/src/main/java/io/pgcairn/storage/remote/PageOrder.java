package io.pgcairn.storage.remote;

import io.pgcairn.storage.InvalidStoreSettingsException;
import io.pgcairn.storage.ObjectInfo;
import io.pgcairn.storage.ObjectPage;

/**
 * The order of a listing. Each page begins where the one before ended, so a store that lists in an order of its own
 * loses objects between pages; and what no listing shows is taken for deletable, or for absent.
 */
final class PageOrder {
    private PageOrder() {}

    static ObjectPage required(Call call, String after, ObjectPage page) throws InvalidStoreSettingsException {
        String last = after;
        for (ObjectInfo each : page.objects()) {
            String key = each.key().value();
            if (key.compareTo(last) <= 0) {
                throw new InvalidStoreSettingsException(
                        call + " found " + key + " after '" + last + "'",
                        "use a store, or a kind of bucket, that lists objects in the order of their names",
                        null);
            }
            last = key;
        }
        return page;
    }
}
