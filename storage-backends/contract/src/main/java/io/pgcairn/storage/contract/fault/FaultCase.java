package io.pgcairn.storage.contract.fault;

import io.pgcairn.storage.contract.fault.FaultDialect.Op;
import java.time.Duration;

/**
 * A deed, what goes wrong meanwhile, and what must come of it.
 *
 * @param times how many requests of the operation are broken
 * @param timeout of the store
 */
record FaultCase(String sentence, Op op, Deed deed, Fault fault, int times, Duration timeout, Verdict verdict) {
    /** For what takes no time by itself. */
    static final Duration PATIENT = Duration.ofMinutes(1);

    /** For what takes half of a timeout once, so that the other half is enough on a loaded machine. */
    static final Duration WAITING = Duration.ofSeconds(20);

    /** For what can only end at its deadline. */
    static final Duration SHORT = Duration.ofSeconds(3);

    static final int ALWAYS = Integer.MAX_VALUE;

    /** Whether its requests are large: then few such cases run at once. */
    boolean isLarge() {
        return switch (op) {
            case BEGIN, PART, COMPLETE -> true;
            case PUT, GET, HEAD, LIST, DELETE -> false;
        };
    }

    FaultPlan plan(FaultDialect dialect) {
        return FaultPlan.times(
                times, request -> dialect.opOf(request).filter(op::equals).isPresent(), fault);
    }
}
