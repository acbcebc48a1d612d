package io.pgcairn.daemon.trail;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.slf4j.MDC;

/**
 * What a thread works for, by pairs that every line it logs carries. New threads know nothing of it by themselves, so
 * each start of one hands the starter's trail on: {@code Trail.here().around(work)}. Immutable.
 */
public final class Trail {
    private final Map<String, String> pairs;

    private Trail(Map<String, String> pairs) {
        this.pairs = pairs;
    }

    /** That of this thread. */
    public static Trail here() {
        Map<String, String> pairs = MDC.getCopyOfContextMap();
        return new Trail(pairs == null ? Map.of() : Map.copyOf(pairs));
    }

    /** That of whoever works for a cluster and nothing narrower. */
    public static Trail cluster(String name) {
        return new Trail(Map.of("cluster", name));
    }

    /** This one and one more: {@code with("segment", …)}. */
    public Trail with(String name, Object value) {
        Map<String, String> more = new TreeMap<>(pairs);
        more.put(name, value.toString());
        return new Trail(more);
    }

    /** The same work on this trail, on whatever thread it runs. */
    public Runnable around(Runnable work) {
        return () -> {
            try (Step _ = enter()) {
                work.run();
            }
        };
    }

    /** The same work on this trail, on whatever thread it runs. */
    public <T> Callable<T> aroundCall(Callable<T> work) {
        return () -> {
            try (Step _ = enter()) {
                return work.call();
            }
        };
    }

    /** Puts this thread on the trail, until what is given back is closed. */
    public Step enter() {
        Step step = new Step(here());
        MDC.setContextMap(pairs);
        return step;
    }

    /** A part of a thread's way; closing it, on the same thread, goes back to where it was before. */
    public static final class Step implements AutoCloseable {
        private final Trail before;

        private Step(Trail before) {
            this.before = before;
        }

        @Override
        public void close() {
            MDC.setContextMap(before.pairs);
        }
    }
}
