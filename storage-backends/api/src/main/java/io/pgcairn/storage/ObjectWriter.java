package io.pgcairn.storage;

/** Puts objects into a store. Safe for use by several threads. */
public interface ObjectWriter {
    /**
     * Begins an upload of unknown length. Nothing is visible under the key before {@link ObjectUpload#commit()}.
     *
     * <p>No key may be another key's directory ({@code a} beside {@code a/b}): a disk cannot hold both and refuses the
     * second with a {@link StoreForbiddenException}, though other stores would take it.
     *
     * @param key the object's name
     * @param condition when it may take the name; a store may report a taken name here or at the commit
     * @throws ObjectExistsException the condition is {@link PutCondition#IF_ABSENT} and the key is known to be taken
     * @throws StoreException by its kind, see there
     */
    ObjectUpload upload(ObjectKey key, PutCondition condition) throws StoreException;
}
