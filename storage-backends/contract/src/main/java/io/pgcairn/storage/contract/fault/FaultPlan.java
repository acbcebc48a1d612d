package io.pgcairn.storage.contract.fault;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** Says of each request what is done to it. Asked by several threads, once a request. */
@FunctionalInterface
public interface FaultPlan {
    Fault next(RequestHead request);

    /** Leaves every request alone. */
    static FaultPlan none() {
        return request -> new Fault.None();
    }

    /** Breaks all such requests. */
    static FaultPlan always(Predicate<RequestHead> which, Fault fault) {
        return request -> which.test(request) ? fault : new Fault.None();
    }

    /** Breaks the first {@code times} of such requests. */
    static FaultPlan times(int times, Predicate<RequestHead> which, Fault fault) {
        return after(0, times, which, fault);
    }

    /** Leaves {@code spared} of such requests alone and breaks the next {@code times}. */
    static FaultPlan after(int spared, int times, Predicate<RequestHead> which, Fault fault) {
        AtomicInteger met = new AtomicInteger();
        return request -> {
            if (!which.test(request)) {
                return new Fault.None();
            }
            int place = met.getAndIncrement();
            return place >= spared && place < spared + times ? fault : new Fault.None();
        };
    }
}
