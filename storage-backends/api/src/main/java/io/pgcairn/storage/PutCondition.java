package io.pgcairn.storage;

/** When an upload may take its key. */
public enum PutCondition {
    /** Only if no object has the key; of several racing writers exactly one wins. */
    IF_ABSENT,
    /** Always; an object under the key is replaced as a whole. */
    REPLACE
}
