package io.pgcairn.storage.gcs;

import com.google.api.services.storage.model.StorageObject;

/** How far a resumable session got. */
sealed interface SessionState {
    /**
     * Google waits for more.
     *
     * @param bytes how many of the object's first bytes it keeps
     */
    record Kept(long bytes) implements SessionState {}

    /** The object is there. */
    record Finished(StorageObject object) implements SessionState {}
}
