package io.pgcairn.daemon.basebackup;

import io.pgcairn.daemon.postgres.Lsn;
import java.util.Optional;

/**
 * Decides which files have pages to verify: those of relations, where the cluster has checksums.
 *
 * @param isOn whether the cluster has checksums
 * @param start where the backup started
 */
record PageCheck(boolean isOn, PageLayout layout, Lsn start) {
    /** A verifier for the file of this name; empty if it has no checksums. */
    Optional<PageVerifier> of(String name) {
        int slash = name.lastIndexOf('/');
        if (!isOn || slash < 0 || !ExclusionRules.holdsRelations(name.substring(0, slash))) {
            return Optional.empty();
        }
        return RelationFile.parse(name.substring(slash + 1))
                .map(relation -> new PageVerifier(layout, relation.segment(), start));
    }
}
