package io.pgcairn.daemon.retention;

import io.pgcairn.storage.ObjectInfo;
import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.StoreException;
import java.util.List;

/** Lets objects go. All of pruning goes through it, so that a dry run differs in nothing else. */
interface Removal {
    /** Removes nothing and says that all went. */
    Removal DRY = new Removal() {
        @Override
        public List<ObjectInfo> remove(List<ObjectInfo> objects) {
            return List.copyOf(objects);
        }

        @Override
        public void putBack(ObjectKey key, byte[] content) {}
    };

    /**
     * Removes objects; one that is gone already counts as removed.
     *
     * @return those that are gone; the store keeps the others, by a lock or for want of a permission
     */
    List<ObjectInfo> remove(List<ObjectInfo> objects) throws StoreException;

    /** Undoes a removal. */
    void putBack(ObjectKey key, byte[] content) throws StoreException;
}
