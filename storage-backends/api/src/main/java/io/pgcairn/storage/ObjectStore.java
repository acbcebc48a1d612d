package io.pgcairn.storage;

/**
 * All verbs of one store. Rooms take the verb they need, not the whole store. Safe for use by several threads.
 */
public interface ObjectStore extends ObjectReader, ObjectWriter, ObjectLister, ObjectDeleter, AutoCloseable {
    /** Where the store is, as an operator would recognise it, without secrets: {@code file:///var/lib/pgcairn}. */
    String location();

    /** What the backend is known to do. */
    StoreCapabilities capabilities();

    /**
     * Releases connections. Uploads under way are abandoned; whatever is called afterwards, except another close, ends
     * in a {@link StoreUnavailableException}.
     */
    @Override
    void close() throws StoreException;
}
