package io.pgcairn.storage.contract;

/** Where a {@link FaultyObjectStore} asks its script. */
public enum StoreStep {
    UPLOAD,
    WRITE,
    /** Before the object is published. */
    COMMIT,
    /** After the object was published: a failure here is a reply that got lost. */
    COMMITTED,
    GET,
    /** Before each read of a stream that get opened. */
    READ,
    HEAD,
    LIST,
    /** Once for each key of a delete, before any of them is deleted. */
    DELETE
}
