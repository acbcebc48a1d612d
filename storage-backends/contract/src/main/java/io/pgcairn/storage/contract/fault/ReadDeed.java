package io.pgcairn.storage.contract.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pgcairn.storage.ByteRange;
import io.pgcairn.storage.ObjectInfo;
import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.ObjectStore;
import io.pgcairn.storage.PutCondition;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** Reads of an object in one way, which must show what is there. */
record ReadDeed(ObjectKey key, byte[] content, Way way) implements Deed {
    /** How it is read. */
    enum Way {
        WHOLE,
        RANGE,
        HEAD,
        LIST
    }

    @Override
    public List<ObjectKey> keys() {
        return List.of(key);
    }

    @Override
    public void prepare(ObjectStore direct) throws IOException {
        Objects.put(direct, key, content, PutCondition.IF_ABSENT);
    }

    @Override
    public void act(ObjectStore store) throws IOException {
        switch (way) {
            case WHOLE -> Objects.requireSame(content, Objects.get(store, key, ByteRange.ALL), "read");
            case RANGE -> {
                byte[] right = Arrays.copyOfRange(content, 1000, content.length - 1000);
                Objects.requireSame(right, Objects.get(store, key, new ByteRange(1000, right.length)), "read");
            }
            case HEAD -> assertEquals(content.length, store.head(key).size());
            case LIST -> {
                List<ObjectInfo> found = store.list(key.value(), "", 10).objects();
                assertEquals(List.of(key), found.stream().map(ObjectInfo::key).toList());
                assertEquals(content.length, found.getFirst().size());
            }
        }
    }

    @Override
    public void judge(ObjectStore direct, boolean succeeded) throws IOException {
        Objects.requireSame(content, Objects.get(direct, key, ByteRange.ALL), "only read: " + key);
    }
}
