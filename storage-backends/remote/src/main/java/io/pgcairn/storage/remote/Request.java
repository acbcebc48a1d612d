package io.pgcairn.storage.remote;

import java.io.IOException;

/** What is asked of the store once, on a thread of its own that may outlive the caller's patience. */
@FunctionalInterface
interface Request<T> {
    T send() throws IOException;

    /** Like {@link #send()}; tells the movement of a body when some of it is on its way. */
    default T send(Movement movement) throws IOException {
        return send();
    }

    /** How long its body may take to go, in which it is late only if it stands still; 0 without a body. */
    default long bodyNanos() {
        return 0;
    }

    /** How much of this time, in which a body was moving, its call may take longer. */
    default long spare(long nanos) {
        return 0;
    }

    /** Called by the caller before the thread begins. */
    default void hold() {}

    /** Called when that thread is done with everything it was given; after a failure somebody may still look at it. */
    default void letGo(boolean hasFailed) {}

    /** Takes a result that nobody waits for any more. */
    default void discard(T late) {}
}
