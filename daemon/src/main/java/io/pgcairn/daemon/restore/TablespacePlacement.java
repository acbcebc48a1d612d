package io.pgcairn.daemon.restore;

import io.pgcairn.daemon.catalog.BackupRecord;
import io.pgcairn.daemon.catalog.PathText;
import io.pgcairn.daemon.fault.Fault;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Decides where each tablespace of a backup goes. */
final class TablespacePlacement {
    private TablespacePlacement() {}

    /** @param moves new places by location or object id */
    static List<PlannedTablespace> of(BackupRecord backup, Map<String, Path> moves) throws RestoreException {
        List<PlannedTablespace> planned = new ArrayList<>();
        Set<String> unused = new HashSet<>(moves.keySet());
        for (BackupRecord.Tablespace tablespace : backup.tablespaces()) {
            String oid = Long.toString(tablespace.oid());
            unused.remove(oid);
            unused.remove(tablespace.location());
            @Nullable Path byOid = moves.get(oid);
            @Nullable Path moved = byOid != null ? byOid : moves.get(tablespace.location());
            Path destination = moved != null ? moved : PathText.absolute(tablespace.location());
            planned.add(new PlannedTablespace(tablespace.oid(), tablespace.location(), requireAbsolute(destination)));
        }
        if (!unused.isEmpty()) {
            throw new RestoreException(
                    Fault.USAGE,
                    "backup " + backup.id() + " has no tablespace " + String.join(", ", unused),
                    "it has " + backup.tablespaces());
        }
        requireApart(planned);
        return planned;
    }

    private static Path requireAbsolute(Path destination) throws RestoreException {
        if (!destination.isAbsolute()) {
            throw new RestoreException(
                    Fault.USAGE, "a tablespace goes to an absolute path, not " + destination, "write the whole path");
        }
        return destination.normalize();
    }

    private static void requireApart(List<PlannedTablespace> planned) throws RestoreException {
        for (PlannedTablespace one : planned) {
            for (PlannedTablespace other : planned) {
                if (one != other && one.destination().startsWith(other.destination())) {
                    throw new RestoreException(
                            Fault.USAGE,
                            "tablespaces " + one.oid() + " and " + other.oid() + " would share " + other.destination(),
                            "give each a directory of its own with --tablespace OLD=NEW");
                }
            }
        }
    }
}
