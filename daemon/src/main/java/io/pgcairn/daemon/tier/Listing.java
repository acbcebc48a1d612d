package io.pgcairn.daemon.tier;

import io.pgcairn.storage.ObjectInfo;
import io.pgcairn.storage.ObjectLister;
import io.pgcairn.storage.ObjectPage;
import io.pgcairn.storage.StoreException;
import java.util.List;

/** A listing read object by object; a page of it is in memory at a time. Used by one thread. */
final class Listing {
    /** Lists nothing: stands for a tier that is known to hold nothing there. */
    static final ObjectLister NOTHING = (prefix, after, limit) -> new ObjectPage(List.of(), true);

    private static final int PAGE = 1000;

    private final ObjectLister store;
    private final String prefix;
    private String after;
    private ObjectPage page = new ObjectPage(List.of(), true);
    private int next;
    private boolean isStarted;

    Listing(ObjectLister store, String prefix, String after) {
        this.store = store;
        this.prefix = prefix;
        this.after = after;
    }

    boolean hasNext() throws StoreException {
        while (next == page.objects().size() && !(isStarted && page.isLast())) {
            page = store.list(prefix, after, PAGE);
            isStarted = true;
            next = 0;
            if (!page.objects().isEmpty()) {
                after = page.objects().getLast().key().value();
            }
        }
        return next < page.objects().size();
    }

    /** The object that comes next, which must be there; it stays the next. */
    ObjectInfo peek() {
        return page.objects().get(next);
    }

    ObjectInfo take() {
        return page.objects().get(next++);
    }
}
