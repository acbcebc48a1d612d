package io.pgcairn.daemon.program;

import io.pgcairn.daemon.catalog.BackupId;
import io.pgcairn.daemon.catalog.LineageId;
import io.pgcairn.daemon.cluster.OpenedTier;
import java.io.IOException;
import java.util.List;

/** Tells of a logical dump what its names do not. */
@FunctionalInterface
interface DumpDetails {
    /** Knows the names alone. */
    DumpDetails NONE = (_, _, _) -> new Details(List.of(), "");

    /**
     * Reads a good dump's mark.
     *
     * @param tier which holds it
     */
    Details of(OpenedTier tier, LineageId lineage, BackupId dump) throws IOException;

    /**
     * What a dump's mark says.
     *
     * @param format {@code custom}, {@code plain} or {@code tar}
     */
    record Details(List<String> databases, String format) {
        public Details {
            databases = List.copyOf(databases);
        }
    }
}
