package io.pgcairn.storage.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/**
 * Lets several threads start at the same moment and gathers what they return. The system shares its processors among
 * them: a virtual thread that never waits would keep the others of a machine with one processor from running at all.
 */
final class Race {
    private static final int PATIENCE_SECONDS = 120;

    private Race() {}

    static <T> List<T> run(int runners, IntFunction<Callable<T>> work) throws Exception {
        CyclicBarrier start = new CyclicBarrier(runners);
        try (ExecutorService threads = Executors.newThreadPerTaskExecutor(
                Thread.ofPlatform().name("race-", 0).factory())) {
            List<Future<T>> running = new ArrayList<>();
            for (int i = 0; i < runners; i++) {
                Callable<T> runner = work.apply(i);
                running.add(threads.submit(() -> {
                    start.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
                    return runner.call();
                }));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> result : running) {
                results.add(result.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
            }
            return results;
        }
    }
}
