package io.pgcairn.storage.contract.fault;

import io.pgcairn.storage.ObjectStore;
import io.pgcairn.storage.StoreException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DynamicTest;

/** Plays cases, many at once since most of them wait, and makes a test of what came of each. */
final class Campaign {
    private static final int AT_ONCE = 48;
    private static final int LARGE = 12;
    private static final Duration SLACK = Duration.ofSeconds(60);
    private static final int CALLS_OF_A_DEED = 22;

    private final FaultSubject subject;
    private final Semaphore lanes = new Semaphore(AT_ONCE, true);

    Campaign(FaultSubject subject) {
        this.subject = subject;
    }

    List<DynamicTest> play(List<FaultCase> cases) throws StoreException {
        try (ObjectStore direct = subject.open(subject.server(), FaultCase.PATIENT, (op, cause) -> {});
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> played = cases.stream()
                    .<Future<?>>map(each -> threads.submit(() -> inLane(each, direct)))
                    .toList();
            return IntStream.range(0, cases.size())
                    .mapToObj(i -> test(cases.get(i), played.get(i)))
                    .toList();
        }
    }

    private static DynamicTest test(FaultCase played, Future<?> outcome) {
        return DynamicTest.dynamicTest(played.sentence(), () -> {
            switch (outcome.state()) {
                case SUCCESS -> outcome.resultNow();
                default -> throw outcome.exceptionNow();
            }
        });
    }

    private boolean inLane(FaultCase played, ObjectStore direct) throws Exception {
        int weight = played.isLarge() ? AT_ONCE / LARGE : 1;
        lanes.acquire(weight);
        try {
            play(played, direct);
        } finally {
            lanes.release(weight);
        }
        return true;
    }

    private void play(FaultCase played, ObjectStore direct) throws Exception {
        played.deed().prepare(direct);
        Optional<StoreException> failure;
        try (Bench bench = Bench.open(subject, played.timeout(), played.plan(subject.dialect()))) {
            failure = within(played.timeout(), bench, () -> act(played.deed(), bench.store()));
            if (bench.proxy().faults() == 0) {
                throw new AssertionError(
                        "nothing was broken, of " + bench.proxy().requests());
            }
            bench.requireRetriesOfWhatMayPass();
            played.verdict().judge(played, bench, failure);
        }
        played.deed().judge(direct, failure.isEmpty());
        direct.delete(played.deed().keys()); // servers that tests use keep their objects in memory
    }

    private static Optional<StoreException> act(Deed deed, ObjectStore store) throws Exception {
        try {
            deed.act(store);
            return Optional.empty();
        } catch (StoreException e) {
            return Optional.of(e);
        }
    }

    /** Every call of a deed has its deadline, each read of a body that breaks again and again too. */
    private static <T> T within(Duration timeout, Bench bench, Callable<T> work) throws Exception {
        FutureTask<T> task = new FutureTask<>(work);
        Thread thread = Thread.ofVirtual().name("deed").start(task);
        Duration bound = timeout.multipliedBy(CALLS_OF_A_DEED).plus(SLACK);
        try {
            return task.get(bound.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            AssertionError late = new AssertionError("did not end within " + bound + ", after "
                    + bench.proxy().requests().size() + " requests and " + bench.retries());
            late.setStackTrace(thread.getStackTrace());
            thread.interrupt();
            throw late;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Error error ? error : new AssertionError("leaked", e.getCause());
        }
    }
}
