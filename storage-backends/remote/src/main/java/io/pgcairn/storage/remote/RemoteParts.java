package io.pgcairn.storage.remote;

import io.pgcairn.storage.StoreException;

/**
 * An object that is put in parts. Parts may be put by several threads at once if the rules say so, otherwise in order.
 * After a failure the same call may be made again with the same arguments.
 */
public interface RemoteParts {
    /**
     * Puts one part.
     *
     * @param number from 1, without holes
     * @param offset where in the object the part begins
     * @param isLast whether no part follows; only then may its length be off the rules
     */
    void put(int number, long offset, PartBody body, boolean isLast) throws StoreException;

    /**
     * Publishes the object in one step, of all parts in the order of their numbers. Called once all are put.
     *
     * @throws io.pgcairn.storage.ObjectExistsException the target's condition is that it is absent, and it is there
     * @throws io.pgcairn.storage.ObjectMissingException the store does not know this upload (any more)
     */
    void complete() throws StoreException;

    /** Abandons the upload and what was put of it. An upload the store does not know is no error. */
    void abort() throws StoreException;
}
