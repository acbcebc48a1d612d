package io.pgcairn.storage.contract.fault;

import io.pgcairn.storage.ObjectMissingException;
import io.pgcairn.storage.StoreException;
import java.util.Optional;

/** What must come of a deed. */
@FunctionalInterface
interface Verdict {
    /** @param failure empty if it succeeded */
    void judge(FaultCase played, Bench bench, Optional<StoreException> failure);

    /** It succeeds, and nothing need be tried again. */
    static Verdict succeeds() {
        return (played, bench, failure) -> failure.ifPresent(e -> {
            throw new AssertionError("it was to succeed", e);
        });
    }

    /** It succeeds, and the listener heard of it under the operation's word. */
    static Verdict succeedsAfterRetries() {
        return (played, bench, failure) -> {
            succeeds().judge(played, bench, failure);
            String word = played.op().word();
            if (bench.retries(word) == 0) {
                throw new AssertionError("heard of " + bench.retries() + " where " + word + " was broken, of "
                        + bench.requests(played.op()) + " requests");
            }
        };
    }

    /** It fails so, after any number of tries. */
    static Verdict fails(Class<? extends StoreException> type) {
        return (played, bench, failure) -> {
            StoreException e = failure.orElseThrow(() -> new AssertionError("it was to fail as " + type.getName()));
            if (!type.isInstance(e)) {
                throw new AssertionError("it was to fail as " + type.getName(), e);
            }
        };
    }

    /** It fails so, and was asked for once only: once an object where objects are deleted one by one. */
    static Verdict failsAtOnce(Class<? extends StoreException> type) {
        return (played, bench, failure) -> {
            fails(type).judge(played, bench, failure);
            int most =
                    played.op() == FaultDialect.Op.DELETE ? played.deed().keys().size() : 1;
            if (!bench.retries().isEmpty() || bench.requests(played.op()) > most) {
                throw new AssertionError("asked " + bench.requests(played.op()) + " times, retries " + bench.retries());
            }
        };
    }

    /** It ends; what holds of its objects is looked at all the same. */
    static Verdict endsAnyhow() {
        return (played, bench, failure) -> {};
    }

    /** It fails as what may pass, or succeeds since its work is done. */
    static Verdict endsRetryable() {
        return (played, bench, failure) -> failure.filter(e -> !e.isRetryable()).ifPresent(e -> {
            throw new AssertionError("it may pass, and a caller is to try again later", e);
        });
    }

    /** It fails, and never as a missing object, which nobody has proven. */
    static Verdict failsButNotAsMissing() {
        return (played, bench, failure) -> {
            StoreException e = failure.orElseThrow(() -> new AssertionError("it was to fail"));
            if (e instanceof ObjectMissingException) {
                throw new AssertionError("the store did not say that the object is missing", e);
            }
        };
    }
}
