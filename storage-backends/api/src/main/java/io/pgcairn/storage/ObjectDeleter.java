package io.pgcairn.storage;

import java.util.Collection;

/** Deletes objects. Safe for use by several threads. */
public interface ObjectDeleter {
    /**
     * Deletes all these objects. A key that no object has is no error. After a crash of the store's host a
     * deleted object may be back.
     *
     * @throws ObjectLockedException the store keeps one or more of them until their lock ends
     * @throws StoreException some may be deleted, some not; the call may be repeated
     */
    void delete(Collection<ObjectKey> keys) throws StoreException;
}
