package io.pgcairn.daemon.program;

import io.pgcairn.daemon.catalog.BackupId;
import io.pgcairn.daemon.catalog.DumpRecord;
import io.pgcairn.daemon.catalog.LineageId;
import io.pgcairn.daemon.cluster.OpenedTier;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/** What dumps' marks say. */
final class MarkedDumps implements DumpDetails {
    @Override
    public Details of(OpenedTier tier, LineageId lineage, BackupId dump) throws IOException {
        Optional<DumpRecord> mark = tier.lineages().open(lineage).dumps().find(dump);
        if (mark.isEmpty()) {
            return NONE.of(tier, lineage, dump);
        }
        return new Details(
                mark.get().databases().stream().map(DumpRecord.Database::name).toList(),
                mark.get().format().name().toLowerCase(Locale.ROOT));
    }
}
