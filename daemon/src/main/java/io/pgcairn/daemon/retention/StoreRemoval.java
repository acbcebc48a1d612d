package io.pgcairn.daemon.retention;

import io.pgcairn.storage.ObjectExistsException;
import io.pgcairn.storage.ObjectInfo;
import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.ObjectStore;
import io.pgcairn.storage.ObjectUpload;
import io.pgcairn.storage.PutCondition;
import io.pgcairn.storage.StoreException;
import io.pgcairn.storage.StoreForbiddenException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Removes objects from a store, in batches. A locked object does not keep the others of its batch. */
final class StoreRemoval implements Removal {
    private static final int BATCH = 1000;

    /**
     * After so many refusals in a row a batch is not taken apart any more: where everything is locked, or no deletion
     * is allowed, a request for each object would be in vain each time.
     */
    private static final int PATIENCE = 32;

    private final ObjectStore store;
    private int refusals;

    StoreRemoval(ObjectStore store) {
        this.store = store;
    }

    @Override
    public List<ObjectInfo> remove(List<ObjectInfo> objects) throws StoreException {
        List<ObjectInfo> gone = new ArrayList<>();
        for (int from = 0; from < objects.size(); from += BATCH) {
            remove(objects.subList(from, Math.min(objects.size(), from + BATCH)), gone);
        }
        return gone;
    }

    private void remove(List<ObjectInfo> batch, List<ObjectInfo> gone) throws StoreException {
        try {
            store.delete(batch.stream().map(ObjectInfo::key).toList());
            refusals = 0;
            gone.addAll(batch);
        } catch (StoreForbiddenException e) {
            refusals++;
            if (batch.size() > 1 && refusals < PATIENCE) {
                int half = batch.size() / 2;
                remove(batch.subList(0, half), gone);
                remove(batch.subList(half, batch.size()), gone);
            }
        }
    }

    @Override
    public void putBack(ObjectKey key, byte[] content) throws StoreException {
        try (ObjectUpload upload = store.upload(key, PutCondition.IF_ABSENT)) {
            upload.write(ByteBuffer.wrap(content));
            upload.commit();
        } catch (ObjectExistsException e) {
            // Another one that prunes saw the same and was faster.
        }
    }
}
