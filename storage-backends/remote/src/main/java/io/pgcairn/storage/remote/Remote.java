package io.pgcairn.storage.remote;

import io.pgcairn.storage.StoreException;
import java.time.Duration;

/**
 * One store and the ways in which it is asked.
 *
 * @param timeout the deadline of every call
 */
record Remote(RemoteObjects objects, Requests requests, Retries retries, Duration timeout) {
    /** A call that begins now. */
    Call call(String what) {
        return new Call(what, objects.location(), timeout);
    }

    /** Asks until there is an answer, at most as often and as long as retries and the call allow. */
    <T> T ask(String op, Call call, Request<T> request) throws StoreException {
        return retries.run(op, call, () -> requests.send(call, request));
    }
}
