package io.pgcairn.storage.remote;

import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.PutCondition;

/**
 * What an upload is to become.
 *
 * @param key the object's name
 * @param condition when it may take the name
 * @param mark tells this upload from any other: 32 hex digits that are stored with the object as its metadata
 *     {@value #MARK_NAME}, so that after a lost reply one can see whose object it is
 */
public record RemoteTarget(ObjectKey key, PutCondition condition, String mark) {
    /** The name of the metadata that holds the mark; letters only, as Azure demands. */
    public static final String MARK_NAME = "pgcairnupload";
}
