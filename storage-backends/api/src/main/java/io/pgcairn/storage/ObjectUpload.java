package io.pgcairn.storage;

import java.nio.ByteBuffer;

/**
 * One object on its way into a store. Used by one thread at a time.
 *
 * <p>An upload ends in {@link #commit()}; {@link #close()} without a commit abandons it and leaves nothing behind that
 * a reader or a listing could see. Memory is bounded whatever the object's length. A call after the upload has ended,
 * or after one that failed, is a programmer's mistake and ends in an {@link IllegalStateException}.
 */
public interface ObjectUpload extends AutoCloseable {
    /**
     * Takes all remaining bytes of the buffer, which may be reused afterwards.
     *
     * @throws StoreException the upload cannot go on; only {@link #close()} may follow
     */
    void write(ByteBuffer bytes) throws StoreException;

    /**
     * Publishes the object, whole and durable, in one step.
     *
     * @throws ObjectExistsException the condition was {@link PutCondition#IF_ABSENT} and another object has the key
     * @throws StoreException it is not known to be published (a new upload with {@link PutCondition#IF_ABSENT} finds
     *     out); this upload is over, and only {@link #close()} may follow
     */
    void commit() throws StoreException;

    /** Abandons the upload unless it was committed. Does nothing the second time. */
    @Override
    void close() throws StoreException;
}
