package io.pgcairn.daemon.upkeep;

import io.pgcairn.storage.ObjectInfo;
import io.pgcairn.storage.ObjectLister;
import io.pgcairn.storage.ObjectPage;
import io.pgcairn.storage.StoreException;
import java.util.List;
import java.util.Optional;

/**
 * Looks names up in a listing, in the memory of a page: names that are asked for in ascending order take one request a
 * page, and leave out what lies between. Used by one thread.
 */
final class ListingCursor {
    private static final int PAGE = 1000;

    private final ObjectLister store;
    private final String prefix;
    private ObjectPage page = new ObjectPage(List.of(), true);

    /** What the page holds lies behind this; nothing was listed yet while it is no name's beginning. */
    private String after = "";

    private boolean isListed;

    /** @param prefix what all names that are asked for begin with */
    ListingCursor(ObjectLister store, String prefix) {
        this.store = store;
        this.prefix = prefix;
    }

    /** The first object whose name is not before {@code name}; empty if there is none. */
    Optional<ObjectInfo> from(String name) throws StoreException {
        if (!isListed || name.compareTo(after) <= 0 || isBehind(name)) {
            after = name.substring(0, name.length() - 1);
            page = store.list(prefix, after, PAGE);
            isListed = true;
        }
        Optional<ObjectInfo> found = find(name);
        while (found.isEmpty() && !page.isLast()) {
            after = page.objects().getLast().key().value();
            page = store.list(prefix, after, PAGE);
            found = find(name);
        }
        return found;
    }

    private boolean isBehind(String name) {
        return !page.isLast() && page.objects().getLast().key().value().compareTo(name) < 0;
    }

    private Optional<ObjectInfo> find(String name) {
        return page.objects().stream()
                .filter(object -> object.key().value().compareTo(name) >= 0)
                .findFirst();
    }
}
