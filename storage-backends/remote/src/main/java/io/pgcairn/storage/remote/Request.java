package io.pgcairn.storage.remote;

import java.io.IOException;

/** What is asked of the store once, on a thread of its own that may outlive the caller's patience. */
@FunctionalInterface
interface Request<T> {
    T send() throws IOException;

    /** Called by the caller before the thread begins. */
    default void hold() {}

    /** Called when that thread is done with everything it was given; after a failure somebody may still look at it. */
    default void letGo(boolean hasFailed) {}

    /** Takes a result that nobody waits for any more. */
    default void discard(T late) {}
}
