package io.pgcairn.storage.contract;

/**
 * The tests every store passes. A backend's test class implements this and says how to open its store; each test
 * method starts with a store of no objects, and every store it opens shows the same objects.
 */
public interface ObjectStoreContract
        extends PutContract, ConditionalPutContract, GetContract, ListContract, DeleteContract, LifecycleContract {}
