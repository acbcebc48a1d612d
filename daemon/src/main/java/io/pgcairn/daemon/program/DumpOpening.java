package io.pgcairn.daemon.program;

import io.pgcairn.daemon.catalog.BackupId;
import io.pgcairn.daemon.catalog.DumpArchive;
import io.pgcairn.daemon.catalog.DumpRecord;
import io.pgcairn.daemon.catalog.Lineage;
import io.pgcairn.daemon.catalog.Lineages;
import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.pipeline.ObjectFailure;
import io.pgcairn.daemon.pipeline.ObjectFetcher;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;

/**
 * Gives out a part of a good dump as pg_restore or psql takes it.
 *
 * @param fetcher opens its parts
 */
record DumpOpening(Lineages lineages, ObjectFetcher fetcher) {
    /** A dump and where it is. */
    private record Found(DumpArchive archive, DumpRecord dump) {}

    void copy(DumpName name, boolean raw, OutputStream out) throws CairnException {
        if (raw) {
            throw UnknownDumpException.raw(name.dump());
        }
        try {
            Found found = find(name.dump())
                    .orElseThrow(() -> UnknownDumpException.none(
                            name.dump(), lineages.cluster().value()));
            try (InputStream plain = open(found, name)) {
                plain.transferTo(out);
                out.flush();
            }
        } catch (IOException e) {
            throw ObjectFailure.of("opening dump " + name.dump(), e);
        }
    }

    private static InputStream open(Found found, DumpName name) throws CairnException, IOException {
        return name.isGlobals()
                ? found.archive().openGlobals(found.dump())
                : found.archive().openDatabase(found.dump(), name.in(found.dump()));
    }

    /** A label tells the millisecond; of two lineages with the same one the newer counts. */
    private Optional<Found> find(BackupId id) throws IOException {
        Optional<Found> found = Optional.empty();
        for (Lineage lineage : lineages.list()) {
            DumpArchive archive = lineage.dumps().openedBy(fetcher);
            Optional<DumpRecord> dump = archive.find(id);
            found = dump.isPresent() ? Optional.of(new Found(archive, dump.get())) : found;
        }
        return found;
    }
}
