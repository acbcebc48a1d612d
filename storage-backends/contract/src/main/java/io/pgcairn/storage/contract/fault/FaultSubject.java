package io.pgcairn.storage.contract.fault;

import io.pgcairn.storage.ObjectStore;
import io.pgcairn.storage.RetryListener;
import io.pgcairn.storage.StoreException;
import java.net.URI;
import java.time.Duration;

/** How the fault contract reaches a backend and its server. */
interface FaultSubject {
    /** The server without a proxy, http on a host and a port. */
    URI server();

    /** Opens a store whose requests go to {@code endpoint}; all stores of a test show the same objects. */
    ObjectStore open(URI endpoint, Duration timeout, RetryListener retries) throws StoreException;

    /** How long a part of an object is in these stores; a longer object is put in parts. */
    int partBytes();

    FaultDialect dialect();
}
