package io.pgcairn.storage;

import java.io.InputStream;

/** Gets objects from a store. Safe for use by several threads. */
public interface ObjectReader {
    /**
     * Opens an object, or a range of it, for reading. Every read of the stream ends within the store's timeout and
     * fails with a {@link StoreException}; a body shorter than the store announced is a
     * {@link TruncatedObjectException}, never a silent end. A range that reaches past the object's end yields what is
     * there; one that starts at or past it yields nothing.
     *
     * @throws ObjectMissingException no object has the key
     * @throws StoreException by its kind, see there
     */
    InputStream get(ObjectKey key, ByteRange range) throws StoreException;

    /**
     * What the store knows of an object.
     *
     * @throws ObjectMissingException no object has the key
     * @throws StoreException by its kind, see there
     */
    ObjectInfo head(ObjectKey key) throws StoreException;
}
