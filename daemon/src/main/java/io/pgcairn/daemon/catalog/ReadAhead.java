package io.pgcairn.daemon.catalog;

import io.pgcairn.daemon.trail.Trail;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** Reads many small objects several at once: a store far away takes its time for each, however small it is. */
final class ReadAhead {
    private static final int AT_ONCE = 16;

    private ReadAhead() {}

    /** Reads one. */
    @FunctionalInterface
    interface Reading<K, V> {
        V read(K key) throws IOException;
    }

    /** What became of one. */
    private record Outcome<V>(Optional<V> value, Optional<Exception> failure) {}

    /**
     * Reads all, at most {@value #AT_ONCE} at once. After a failure nothing more is begun, and of several the one of
     * the first key is thrown.
     *
     * @return what was read, in the order of the keys
     */
    static <K, V> List<V> inOrder(List<K> keys, Reading<K, V> reading) throws IOException {
        AtomicReferenceArray<Outcome<V>> outcomes = new AtomicReferenceArray<>(keys.size());
        AtomicInteger next = new AtomicInteger();
        Trail trail = Trail.here();
        // An interrupt of the caller reaches the readers: closing waits for them, and hands it on.
        try (ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < Math.min(AT_ONCE, keys.size()); i++) {
                readers.execute(trail.around(() -> readOn(keys, reading, next, outcomes)));
            }
        }
        return gather(keys.size(), outcomes);
    }

    private static <K, V> void readOn(
            List<K> keys, Reading<K, V> reading, AtomicInteger next, AtomicReferenceArray<Outcome<V>> outcomes) {
        for (int i = next.getAndIncrement(); i < keys.size(); i = next.getAndIncrement()) {
            try {
                outcomes.set(i, new Outcome<>(Optional.of(reading.read(keys.get(i))), Optional.empty()));
            } catch (IOException | RuntimeException e) {
                outcomes.set(i, new Outcome<>(Optional.empty(), Optional.of(e)));
                next.set(keys.size());
            }
        }
    }

    private static <V> List<V> gather(int size, AtomicReferenceArray<Outcome<V>> outcomes) throws IOException {
        List<V> values = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            Outcome<V> outcome = outcomes.get(i);
            if (outcome == null || outcome.value().isEmpty()) {
                throw failure(i, outcomes);
            }
            values.add(outcome.value().get());
        }
        return values;
    }

    /** What was not begun any more comes before the failure only in the order of the keys. */
    private static <V> IOException failure(int from, AtomicReferenceArray<Outcome<V>> outcomes) {
        for (int i = from; i < outcomes.length(); i++) {
            Outcome<V> outcome = outcomes.get(i);
            if (outcome != null && outcome.failure().isPresent()) {
                switch (outcome.failure().get()) {
                    case IOException known -> {
                        return known;
                    }
                    case RuntimeException unexpected -> throw unexpected;
                    case Exception other -> throw new IllegalStateException(other);
                }
            }
        }
        throw new IllegalStateException("a reader ended before its time");
    }
}
