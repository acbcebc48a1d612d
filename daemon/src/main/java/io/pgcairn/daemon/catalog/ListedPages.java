package io.pgcairn.daemon.catalog;

import io.pgcairn.storage.ObjectInfo;
import io.pgcairn.storage.ObjectLister;
import io.pgcairn.storage.ObjectPage;
import io.pgcairn.storage.StoreException;

/** Reads listings page by page. */
final class ListedPages {
    /** Stores far away answer a thousand at most; a local one reads a whole directory for each page. */
    private static final int PAGE = 10_000;

    private ListedPages() {}

    /** Is shown one object after the other. */
    interface Visitor {
        /** Whether more is wanted than what is on the same page. */
        boolean wantsMore(ObjectInfo object);
    }

    static void list(ObjectLister store, String prefix, String after, Visitor visitor) throws StoreException {
        String from = after;
        boolean wantsMore = true;
        while (wantsMore) {
            ObjectPage page = store.list(prefix, from, PAGE);
            wantsMore = !page.isLast();
            for (ObjectInfo object : page.objects()) {
                wantsMore &= visitor.wantsMore(object);
                from = object.key().value();
            }
        }
    }
}
