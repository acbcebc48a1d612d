package io.pgcairn.daemon.tier;

import io.pgcairn.storage.ForwardingObjectStore;
import io.pgcairn.storage.ObjectPage;
import io.pgcairn.storage.ObjectStore;
import io.pgcairn.storage.StoreException;

/** A store whose listings have fewer objects a page than they are asked for, as the contract allows. */
final class ShortPages extends ForwardingObjectStore {
    private final int most;

    ShortPages(ObjectStore store, int most) {
        super(store);
        this.most = most;
    }

    @Override
    public ObjectPage list(String prefix, String after, int limit) throws StoreException {
        return super.list(prefix, after, Math.min(limit, most));
    }
}
