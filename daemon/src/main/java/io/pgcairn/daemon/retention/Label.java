package io.pgcairn.daemon.retention;

import io.pgcairn.daemon.catalog.ArchiveName;
import io.pgcairn.daemon.catalog.ArchiveNames;
import io.pgcairn.daemon.catalog.BackupId;
import io.pgcairn.daemon.catalog.LineageId;
import io.pgcairn.daemon.catalog.ObjectKind;
import io.pgcairn.storage.ObjectInfo;
import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.ObjectLister;
import io.pgcairn.storage.ObjectPage;
import io.pgcairn.storage.StoreException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is stored under a backup's label at one moment.
 *
 * @param objects those that are ours
 */
record Label(BackupId id, List<Named> objects) {
    private static final int PAGE = 1000;

    record Named(ObjectInfo object, ArchiveName name) {}

    Label {
        objects = List.copyOf(objects);
    }

    static Label read(ObjectLister store, LineageId lineage, BackupId id) throws StoreException {
        ArchiveNames names = new ArchiveNames(lineage.cluster());
        List<Named> objects = new ArrayList<>();
        String after = "";
        ObjectPage page;
        do {
            page = store.list(names.backupPrefix(lineage, id), after, PAGE);
            for (ObjectInfo object : page.objects()) {
                objects.add(new Named(object, names.parse(object.key())));
                after = object.key().value();
            }
        } while (!page.isLast());
        return new Label(id, objects);
    }

    Optional<ObjectInfo> mark() {
        return objects.stream()
                .filter(each -> each.name() instanceof ArchiveName.Mark)
                .map(Named::object)
                .findFirst();
    }

    boolean isBuried() {
        return objects.stream().anyMatch(each -> each.name() instanceof ArchiveName.Buried);
    }

    boolean isHeld(Instant now) {
        return objects.stream()
                .anyMatch(each -> each.name() instanceof ArchiveName.Hold hold
                        && hold.hold().isActive(now));
    }

    boolean hasPartsOf(Label other) {
        Set<ObjectKey> keys = parts().stream().map(ObjectInfo::key).collect(Collectors.toSet());
        return other.parts().stream().map(ObjectInfo::key).allMatch(keys::contains);
    }

    /** The lists of its files first: what has none is nothing that a reader could take for a backup. */
    List<ObjectInfo> parts() {
        List<ObjectInfo> parts = new ArrayList<>(ofKind(ObjectKind.MANIFEST));
        parts.addAll(ofKind(ObjectKind.PACK));
        return parts;
    }

    /** What was said of it: holds, and the tombstone. */
    List<ObjectInfo> remarks(boolean withTombstone) {
        List<ObjectInfo> remarks = new ArrayList<>(ofKind(ObjectKind.HOLD));
        if (withTombstone) {
            remarks.addAll(ofKind(ObjectKind.BURIED));
        }
        return remarks;
    }

    private List<ObjectInfo> ofKind(ObjectKind kind) {
        return objects.stream()
                .map(Named::object)
                .filter(object ->
                        ObjectKind.of(object.key()).filter(kind::equals).isPresent())
                .toList();
    }
}
