package io.pgcairn.storage.contract.fault;

import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.ObjectStore;
import io.pgcairn.storage.PutCondition;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Puts an object where another one may be. What a reader finds afterwards is one of them, whole. */
record PutDeed(ObjectKey key, Optional<byte[]> before, PutCondition condition, byte[] content) implements Deed {
    @Override
    public List<ObjectKey> keys() {
        return List.of(key);
    }

    @Override
    public void prepare(ObjectStore direct) throws IOException {
        if (before.isPresent()) {
            Objects.put(direct, key, before.get(), PutCondition.IF_ABSENT);
        }
    }

    /** The other writer's put asks for nothing: Azurite takes our unfinished upload for an object that exists. */
    void overtake(ObjectStore other) throws IOException {
        if (before.isPresent()) {
            Objects.put(other, key, before.get(), PutCondition.REPLACE);
        }
    }

    @Override
    public void act(ObjectStore store) throws IOException {
        Objects.put(store, key, content, condition);
    }

    @Override
    public void judge(ObjectStore direct, boolean succeeded) throws IOException {
        Optional<byte[]> found = Objects.find(direct, key);
        if (succeeded) {
            byte[] stored = found.orElseThrow(() -> new AssertionError("reported as stored and not there: " + key));
            Objects.requireSame(content, stored, "reported as stored: " + key);
            return;
        }
        boolean mayBeNew = condition == PutCondition.REPLACE || before.isEmpty();
        boolean isOld = found.isPresent() == before.isPresent()
                && found.map(bytes -> Arrays.equals(bytes, before.orElseThrow()))
                        .orElse(true);
        boolean isNew =
                mayBeNew && found.filter(bytes -> Arrays.equals(bytes, content)).isPresent();
        if (!isOld && !isNew) {
            throw new AssertionError("neither what was there before nor what was put: " + key + " of "
                    + found.map(bytes -> bytes.length + " bytes").orElse("nothing"));
        }
    }
}
