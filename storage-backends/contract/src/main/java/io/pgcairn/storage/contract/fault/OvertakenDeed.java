package io.pgcairn.storage.contract.fault;

import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.ObjectStore;
import io.pgcairn.storage.ObjectUpload;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A put during which another writer takes the key, just before the commit. */
final class OvertakenDeed implements Deed {
    private final PutDeed put;
    private volatile @Nullable ObjectStore other;

    OvertakenDeed(PutDeed put) {
        this.put = put;
    }

    @Override
    public List<ObjectKey> keys() {
        return put.keys();
    }

    @Override
    public void prepare(ObjectStore direct) {
        other = direct;
    }

    @Override
    public void act(ObjectStore store) throws IOException {
        ObjectStore overtaking = other;
        try (ObjectUpload upload = store.upload(put.key(), put.condition())) {
            upload.write(ByteBuffer.wrap(put.content()));
            if (overtaking != null) {
                put.overtake(overtaking);
            }
            upload.commit();
        }
    }

    @Override
    public void judge(ObjectStore direct, boolean succeeded) throws IOException {
        put.judge(direct, succeeded);
    }
}
