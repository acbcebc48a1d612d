package io.pgcairn.storage.contract.fault;

import static org.junit.jupiter.api.Assertions.assertFalse;

import io.pgcairn.storage.ObjectStore;
import io.pgcairn.storage.StoreException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A store behind a proxy of its own, and what was heard of its retries. */
record Bench(FaultDialect dialect, FaultProxy proxy, ObjectStore store, List<Retry> retries) implements AutoCloseable {
    /** One call of the listener. */
    record Retry(String op, StoreException cause) {}

    static Bench open(FaultSubject subject, Duration timeout, FaultPlan plan) throws StoreException {
        List<Retry> retries = new CopyOnWriteArrayList<>();
        FaultProxy proxy = FaultProxy.before(subject.server(), plan);
        try {
            ObjectStore store =
                    subject.open(proxy.endpoint(), timeout, (op, cause) -> retries.add(new Retry(op, cause)));
            return new Bench(subject.dialect(), proxy, store, retries);
        } catch (StoreException | RuntimeException e) {
            proxy.close();
            throw e;
        }
    }

    int requests(FaultDialect.Op op) {
        return proxy.count(request -> dialect.opOf(request).filter(op::equals).isPresent());
    }

    long retries(String word) {
        return retries.stream().filter(retry -> retry.op().equals(word)).count();
    }

    /** What the listener hears is what may pass. */
    void requireRetriesOfWhatMayPass() {
        for (Retry retry : retries) {
            assertFalse(retry.op().contains("/"), "an operation's word, no object's name: " + retry.op());
            if (!retry.cause().isRetryable()) {
                throw new AssertionError("retried what does not pass", retry.cause());
            }
        }
    }

    @Override
    public void close() throws StoreException {
        try {
            store.close();
        } finally {
            proxy.close();
        }
    }
}
