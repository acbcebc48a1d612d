package io.pgcairn.storage.contract.fault;

import io.pgcairn.storage.ByteRange;
import io.pgcairn.storage.ObjectExistsException;
import io.pgcairn.storage.ObjectInfo;
import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.ObjectMissingException;
import io.pgcairn.storage.ObjectPage;
import io.pgcairn.storage.ObjectStore;
import io.pgcairn.storage.PutCondition;
import io.pgcairn.storage.StoreException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;

/** Does things at random through a store with faults, and compares with a model and a store without. */
final class ChaosRun {
    private static final int STEPS = 80;
    private static final int KEYS = 8;

    private final ObjectStore store;
    private final ObjectStore direct;
    private final int partBytes;
    private final Random random;
    private final String prefix = "chaos/" + UUID.randomUUID() + "/";
    private final List<ChaosKey> keys = IntStream.range(0, KEYS)
            .mapToObj(i -> new ChaosKey(new ObjectKey(prefix + i)))
            .toList();

    ChaosRun(ObjectStore store, ObjectStore direct, int partBytes, long seed) {
        this.store = store;
        this.direct = direct;
        this.partBytes = partBytes;
        this.random = new Random(~seed);
    }

    void run() throws IOException {
        for (int step = 0; step < STEPS; step++) {
            ChaosKey key = keys.get(random.nextInt(KEYS));
            switch (random.nextInt(8)) {
                case 0, 1 -> put(key, PutCondition.IF_ABSENT);
                case 2 -> put(key, PutCondition.REPLACE);
                case 3 -> delete(key);
                case 4 -> head(key);
                case 5 -> list();
                default -> get(key);
            }
        }
        for (ChaosKey key : keys) {
            key.requirePossible(Objects.find(direct, key.key()), "in the end one");
        }
    }

    private void put(ChaosKey key, PutCondition condition) {
        int length = random.nextInt(12) == 0 ? partBytes + random.nextInt(100_000) : random.nextInt(200_000);
        byte[] content = Objects.random(random.nextLong(), length);
        try {
            Objects.put(store, key.key(), content, condition);
            if (condition == PutCondition.IF_ABSENT) {
                require(key.certain().isEmpty() || key.isUnsure(), "was first where something was: " + key.key());
            }
            key.is(Optional.of(content));
        } catch (ObjectExistsException e) {
            require(key.certain().isPresent() || key.isUnsure(), "found something where nothing was: " + key.key());
        } catch (StoreException e) {
            requirePassing(e);
            key.mayBecome(Optional.of(content));
        }
    }

    private void delete(ChaosKey key) {
        try {
            store.delete(List.of(key.key()));
            key.is(Optional.empty());
        } catch (StoreException e) {
            requirePassing(e);
            key.mayBecome(Optional.empty());
        }
    }

    private void get(ChaosKey key) throws IOException {
        try {
            key.requirePossible(Optional.of(Objects.get(store, key.key(), ByteRange.ALL)), "a read");
        } catch (ObjectMissingException e) {
            key.requirePossible(Optional.empty(), "a read");
        } catch (StoreException e) {
            requirePassing(e);
        }
    }

    private void head(ChaosKey key) {
        try {
            long size = store.head(key.key()).size();
            require(
                    key.isUnsure()
                            || key.certain().filter(c -> c.length == size).isPresent(),
                    "the wrong size: " + size);
        } catch (ObjectMissingException e) {
            key.requirePossible(Optional.empty(), "a look");
        } catch (StoreException e) {
            requirePassing(e);
        }
    }

    private void list() {
        try {
            List<ObjectKey> listed = listed();
            for (ChaosKey key : keys) {
                boolean isThere = key.certain().isPresent();
                require(key.isUnsure() || isThere == listed.contains(key.key()), "listed " + listed + ": " + key.key());
            }
        } catch (StoreException e) {
            requirePassing(e);
        }
    }

    private List<ObjectKey> listed() throws StoreException {
        List<ObjectKey> listed = new ArrayList<>();
        ObjectPage page = store.list(prefix, "", 3);
        while (true) {
            page.objects().stream().map(ObjectInfo::key).forEach(listed::add);
            if (page.isLast()) {
                return listed;
            }
            page = store.list(prefix, listed.getLast().value(), 3);
        }
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }

    private static void requirePassing(StoreException e) {
        if (!e.isRetryable()) {
            throw new AssertionError("every fault here may pass", e);
        }
    }
}
