package io.pgcairn.storage;

/** Lists objects. Safe for use by several threads. */
public interface ObjectLister {
    /**
     * A page of the objects whose key starts with {@code prefix} and is greater than {@code after}, in key order.
     * An object whose upload was committed before the call is in its listing; what is committed or deleted while pages
     * are asked for may or may not be.
     *
     * @param prefix leading characters of the keys, not necessarily whole parts; empty for all
     * @param after a key or any string; empty to start at the beginning
     * @param limit the most objects wanted, from 1; a store may answer fewer without being at the end
     * @throws StoreException by its kind, see there
     */
    ObjectPage list(String prefix, String after, int limit) throws StoreException;
}
