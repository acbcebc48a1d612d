package io.pgcairn.daemon.retention;

import io.pgcairn.daemon.catalog.BackupId;
import io.pgcairn.storage.ByteRange;
import io.pgcairn.storage.ObjectInfo;
import io.pgcairn.storage.ObjectMissingException;
import io.pgcairn.storage.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Removes expired backups: the mark, so that it is none from then on, then its lists, then its packs. */
final class BackupPruning {
    private final PruneTools tools;
    private final List<TierCatalogue.Backup> spared = new ArrayList<>();
    private final Set<BackupId> needed = new HashSet<>();

    BackupPruning(PruneTools tools) {
        this.tools = tools;
    }

    /** Expired backups that stay nevertheless; they keep the WAL that they need by themselves. */
    List<TierCatalogue.Backup> spared() {
        return List.copyOf(spared);
    }

    /** @return false if a backup is wanted that was not when the plan was made */
    boolean run() throws IOException, InterruptedException {
        for (TierCatalogue.Backup backup : childrenFirst()) {
            PruneTools.checkInterrupted();
            Optional<String> whom = tools.others().needs(backup.id());
            whom.ifPresent(name -> tools.tally().keptFor(name, backup.id()));
            if (whom.isPresent() || needed.contains(backup.id())) {
                spare(backup);
            } else if (!remove(backup)) {
                return false;
            }
        }
        return true;
    }

    private List<TierCatalogue.Backup> childrenFirst() {
        List<TierCatalogue.Backup> left = new ArrayList<>(tools.order().catalogue().backups().stream()
                .filter(backup -> tools.order().plan().verdicts().get(backup.id()) instanceof Verdict.Expired)
                .toList());
        List<TierCatalogue.Backup> ordered = new ArrayList<>();
        while (!left.isEmpty()) {
            Set<BackupId> parents = new HashSet<>();
            left.forEach(backup -> backup.parent().ifPresent(parents::add));
            TierCatalogue.Backup next = left.stream()
                    .filter(backup -> !parents.contains(backup.id()))
                    .findFirst()
                    .orElse(left.getFirst());
            left.remove(next);
            ordered.add(next);
        }
        return ordered;
    }

    /** What stays keeps what it is an increment of. */
    private void spare(TierCatalogue.Backup backup) {
        spared.add(backup);
        backup.parent().ifPresent(needed::add);
    }

    private boolean remove(TierCatalogue.Backup backup) throws IOException {
        Label before = tools.label(backup.id());
        Optional<ObjectInfo> mark = before.mark();
        Optional<byte[]> content = mark.isPresent() ? read(mark.get()) : Optional.empty();
        if (mark.isEmpty() || content.isEmpty()) {
            // Another one prunes at the same time, and is further: it may still find a pin and put the mark back. What
            // it leaves is found without a mark next time.
            spare(backup);
            return true;
        }
        if (tools.removal().remove(List.of(mark.get())).isEmpty()) {
            tools.tally().locked(mark.get());
            spare(backup);
            return true;
        }
        return removeUnmarked(before, mark.get(), content.get());
    }

    private Optional<byte[]> read(ObjectInfo mark) throws IOException {
        try (InputStream content = tools.store().get(mark.key(), ByteRange.ALL)) {
            return Optional.of(content.readAllBytes());
        } catch (ObjectMissingException e) {
            return Optional.empty();
        }
    }

    /** Who pins a backup looks for its mark afterwards: they see that it is gone, or their word is seen here. */
    private boolean removeUnmarked(Label before, ObjectInfo mark, byte[] content) throws StoreException {
        BackupId id = before.id();
        Label after = tools.label(id);
        boolean isWanted =
                after.isHeld(tools.order().now()) || tools.readers().now().contains(id);
        if (isWanted) {
            if (after.hasPartsOf(before)) {
                tools.removal().putBack(mark.key(), content);
                takeBackUnlessWhole(before, mark);
            }
            return false;
        }
        tools.tally().backup(id, mark);
        tools.remove(after.parts(), part -> tools.tally().backup(id, part));
        tools.remove(
                after.remarks(!tools.others().hold(id)), remark -> tools.tally().backup(id, remark));
        return true;
    }

    /** Another one that prunes may not have seen the pin, and be at the parts: a mark without them would be a lie. */
    private void takeBackUnlessWhole(Label before, ObjectInfo mark) throws StoreException {
        if (!tools.label(before.id()).hasPartsOf(before)) {
            tools.removal().remove(List.of(mark));
        }
    }
}
