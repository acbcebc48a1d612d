package io.pgcairn.storage.contract.fault;

import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.ObjectStore;
import io.pgcairn.storage.PutCondition;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Deletes two objects; each is whole or gone afterwards. */
record DeleteDeed(ObjectKey key, byte[] content) implements Deed {
    @Override
    public List<ObjectKey> keys() {
        return List.of(key.resolve("a"), key.resolve("b"));
    }

    @Override
    public void prepare(ObjectStore direct) throws IOException {
        for (ObjectKey each : keys()) {
            Objects.put(direct, each, content, PutCondition.IF_ABSENT);
        }
    }

    @Override
    public void act(ObjectStore store) throws IOException {
        store.delete(keys());
    }

    @Override
    public void judge(ObjectStore direct, boolean succeeded) throws IOException {
        for (ObjectKey each : keys()) {
            Optional<byte[]> found = Objects.find(direct, each);
            if (found.isPresent()) {
                Objects.requireSame(content, found.get(), "left: " + each);
                if (succeeded) {
                    throw new AssertionError("reported as deleted and still there: " + each);
                }
            }
        }
    }
}
