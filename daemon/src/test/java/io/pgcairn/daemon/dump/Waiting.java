package io.pgcairn.daemon.dump;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A call that blocks, on a thread of its own. */
record Waiting<T>(Thread thread, FutureTask<T> result) {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    static <T> Waiting<T> on(Callable<T> call) {
        FutureTask<T> result = new FutureTask<>(call);
        return new Waiting<>(Thread.ofVirtual().start(result), result);
    }

    /** Interrupts the call. */
    void interrupt() {
        thread.interrupt();
    }

    /** What the call returns or throws. */
    T end() throws Exception {
        try {
            return result.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    /** Asks again and again until there is an answer. */
    static <T> T until(Callable<Optional<T>> question) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            Optional<T> answer = question.call();
            if (answer.isPresent()) {
                return answer.get();
            }
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
        throw new AssertionError("waited in vain for " + PATIENCE);
    }
}
