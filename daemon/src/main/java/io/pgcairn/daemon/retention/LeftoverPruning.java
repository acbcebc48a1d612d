package io.pgcairn.daemon.retention;

import io.pgcairn.daemon.catalog.BackupId;
import io.pgcairn.daemon.catalog.BackupShelf;
import io.pgcairn.storage.ObjectInfo;
import io.pgcairn.storage.StoreException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Removes what has no mark: of backups that failed, or whose removal was interrupted. */
final class LeftoverPruning {
    private final PruneTools tools;

    LeftoverPruning(PruneTools tools) {
        this.tools = tools;
    }

    void run() throws StoreException, InterruptedException {
        for (Map.Entry<BackupId, BackupShelf.Entry> entry :
                tools.order().shelf().entries().entrySet()) {
            PruneTools.checkInterrupted();
            if (isLeftover(entry.getKey(), entry.getValue())) {
                remove(entry.getKey());
            }
        }
    }

    private boolean isLeftover(BackupId id, BackupShelf.Entry entry) {
        Instant oldEnough = tools.order().now().minus(tools.order().leftoversAfter());
        boolean isOld = entry.newest().isBefore(oldEnough) && isBegunBefore(id, oldEnough);
        // What was deleted by hand needs no time to prove that it failed.
        boolean isLeft = entry.isBuried() || isOld && !tools.others().isArriving(id);
        return isLeft && (entry.isBuried() || !entry.isCommitted());
    }

    private static boolean isBegunBefore(BackupId id, Instant moment) {
        try {
            return id.moment().isBefore(moment);
        } catch (DateTimeException e) {
            // A label of the right form that is no moment: its objects' age has to do.
            return true;
        }
    }

    private void remove(BackupId id) throws StoreException {
        Label label = tools.label(id);
        boolean isPinned =
                label.isHeld(tools.order().now()) || tools.readers().now().contains(id);
        if (isPinned || label.mark().isPresent() && !isUnmarked(label)) {
            return;
        }
        tools.remove(label.parts(), part -> tools.tally().leftover(id, part));
        tools.remove(
                label.remarks(!tools.others().hold(id)), remark -> tools.tally().leftover(id, remark));
    }

    /** Ends a deletion by hand that was interrupted between its tombstone and the mark. */
    private boolean isUnmarked(Label label) throws StoreException {
        List<ObjectInfo> mark = label.isBuried() ? label.mark().stream().toList() : List.of();
        tools.remove(mark, object -> tools.tally().leftover(label.id(), object));
        return !mark.isEmpty() && tools.label(label.id()).mark().isEmpty();
    }
}
