package io.pgcairn.storage.remote;

import io.pgcairn.storage.ByteRange;
import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.ObjectPage;
import io.pgcairn.storage.StoreCapabilities;
import io.pgcairn.storage.StoreException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** A store whose requests go as a test has written, and well where it has written nothing. */
final class ScriptedRemote implements RemoteObjects {
    private final RemoteObjects store;
    private final Map<String, Queue<Step>> script = new ConcurrentHashMap<>();
    private final Queue<UnaryOperator<InputStream>> bodies = new ConcurrentLinkedQueue<>();
    private final Map<String, AtomicInteger> asked = new ConcurrentHashMap<>();
    private final UnderWay requests = new UnderWay();
    private final UnderWay sweeps = new UnderWay();

    private static final class UnderWay {
        private final AtomicInteger now = new AtomicInteger();
        private final AtomicInteger most = new AtomicInteger();

        private void begin() {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
        }
    }

    ScriptedRemote(RemoteObjects store) {
        this.store = store;
    }

    /** What happens to the next requests of a kind, in this order. */
    ScriptedRemote next(String verb, Step... steps) {
        script.computeIfAbsent(verb, v -> new ConcurrentLinkedQueue<>()).addAll(List.of(steps));
        return this;
    }

    /** What becomes of the stream of the next body. */
    ScriptedRemote nextBody(UnaryOperator<InputStream> change) {
        bodies.add(change);
        return this;
    }

    int asked(String verb) {
        return asked.computeIfAbsent(verb, v -> new AtomicInteger()).get();
    }

    int underWay() {
        return requests.now.get();
    }

    int mostUnderWay() {
        return requests.most.get();
    }

    int mostSweepsUnderWay() {
        return sweeps.most.get();
    }

    private interface Answer<T> {
        T get() throws StoreException;
    }

    private <T> T play(String verb, Answer<T> answer) throws StoreException {
        return play(requests, verb, answer);
    }

    private <T> T play(UnderWay count, String verb, Answer<T> answer) throws StoreException {
        asked.computeIfAbsent(verb, v -> new AtomicInteger()).incrementAndGet();
        count.begin();
        try {
            Step step = Optional.ofNullable(script.getOrDefault(verb, new ConcurrentLinkedQueue<>())
                            .poll())
                    .orElse(Step.PASS);
            ConcurrentLinkedQueue<T> got = new ConcurrentLinkedQueue<>();
            step.around(() -> got.add(answer.get()));
            return got.remove();
        } finally {
            count.now.decrementAndGet();
        }
    }

    @Override
    public String location() {
        return store.location();
    }

    @Override
    public StoreCapabilities capabilities() {
        return store.capabilities();
    }

    @Override
    public PartRules partRules() {
        return store.partRules();
    }

    @Override
    public void put(RemoteTarget target, PartBody body) throws StoreException {
        boolean unused = play("put", () -> {
            store.put(target, body);
            return true;
        });
    }

    @Override
    public RemoteParts begin(RemoteTarget target) throws StoreException {
        RemoteParts parts = play("begin", () -> store.begin(target));
        return new RemoteParts() {
            @Override
            public void put(int number, long offset, PartBody body, boolean isLast) throws StoreException {
                boolean unused = play("part", () -> {
                    parts.put(number, offset, body, isLast);
                    return true;
                });
            }

            @Override
            public void complete() throws StoreException {
                boolean unused = play("complete", () -> {
                    parts.complete();
                    return true;
                });
            }

            @Override
            public void abort() throws StoreException {
                boolean unused = play("abort", () -> {
                    parts.abort();
                    return true;
                });
            }
        };
    }

    @Override
    public RemoteBody get(ObjectKey key, ByteRange range, Optional<String> version) throws StoreException {
        RemoteBody body = play("get", () -> store.get(key, range, version));
        InputStream stream = Optional.ofNullable(bodies.poll())
                .orElse(UnaryOperator.identity())
                .apply(body.stream());
        return new RemoteBody(stream, body.length(), body.version());
    }

    @Override
    public RemoteInfo head(ObjectKey key) throws StoreException {
        return play("head", () -> store.head(key));
    }

    @Override
    public ObjectPage list(String prefix, String after, int limit) throws StoreException {
        return play("list", () -> store.list(prefix, after, limit));
    }

    @Override
    public void delete(List<ObjectKey> batch) throws StoreException {
        boolean unused = play("delete", () -> {
            store.delete(batch);
            return true;
        });
    }

    /** It comes by itself beside what callers ask for and takes no permit, so it counts apart. */
    @Override
    public void sweep(Instant before) throws StoreException {
        boolean unused = play(sweeps, "sweep", () -> {
            store.sweep(before);
            return true;
        });
    }

    @Override
    public void close() {
        asked.computeIfAbsent("close", v -> new AtomicInteger()).incrementAndGet();
        store.close();
    }
}
