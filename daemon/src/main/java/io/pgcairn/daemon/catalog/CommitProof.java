package io.pgcairn.daemon.catalog;

import io.pgcairn.storage.ObjectLister;
import io.pgcairn.storage.ObjectReader;
import io.pgcairn.storage.StoreException;
import java.io.IOException;
import java.util.Optional;

/**
 * Proves from names, lengths and the plain marks, without a key, that a store holds all that a backup or a dump needs
 * to be restored.
 */
public interface CommitProof {
    /** Reads the mark, and what else it is judged by. */
    static CommitProof read(ObjectReader store, ArchiveName.Commit mark) throws IOException {
        return switch (mark) {
            case ArchiveName.Mark ofBackup -> BackupProof.read(store, mark.lineage(), ofBackup.backup());
            case ArchiveName.DumpMark ofDump -> DumpProof.read(store, mark.lineage(), ofDump.dump());
        };
    }

    /** What a store lacks, in words; empty if nothing. */
    Optional<String> missingIn(ObjectLister store) throws StoreException;
}
