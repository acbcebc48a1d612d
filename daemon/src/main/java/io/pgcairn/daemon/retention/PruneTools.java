package io.pgcairn.daemon.retention;

import io.pgcairn.daemon.catalog.BackupId;
import io.pgcairn.storage.ObjectInfo;
import io.pgcairn.storage.ObjectStore;
import io.pgcairn.storage.StoreException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/** What all steps of one pruning share. Used by one thread. */
record PruneTools(
        Pruner.Order order,
        OtherTiers others,
        Pruner.Readers readers,
        ObjectStore store,
        Removal removal,
        PruneTally tally) {
    Label label(BackupId id) throws StoreException {
        return Label.read(store, order.lineage(), id);
    }

    /** Removes objects, counts those that are locked, and shows those that went. */
    void remove(List<ObjectInfo> objects, Consumer<ObjectInfo> gone) throws StoreException {
        remove(objects, object -> object, gone);
    }

    /** The same for what is about an object each. */
    <T> void remove(List<T> things, Function<T, ObjectInfo> objectOf, Consumer<T> gone) throws StoreException {
        Set<ObjectInfo> removed =
                new HashSet<>(removal.remove(things.stream().map(objectOf).toList()));
        for (T thing : things) {
            if (removed.contains(objectOf.apply(thing))) {
                gone.accept(thing);
            } else {
                tally.locked(objectOf.apply(thing));
            }
        }
    }

    /** Called between requests: whoever tells the thread to end does not wait for the whole pruning. */
    static void checkInterrupted() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("pruning was told to end");
        }
    }
}
