package io.pgcairn.daemon.restore;

import io.pgcairn.daemon.catalog.BackupId;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What an operator wants restored.
 *
 * @param isInclusive whether what lies exactly at the target is replayed
 * @param backup which backup to start from; empty to have it chosen
 * @param tablespaces new places of tablespaces by their location or object id
 */
public record RestoreRequest(
        RecoveryTarget target,
        boolean isInclusive,
        TargetTimeline timeline,
        TargetAction action,
        Optional<BackupId> backup,
        Map<String, Path> tablespaces) {
    public RestoreRequest {
        tablespaces = Map.copyOf(tablespaces);
    }

    /** This target on the newest timeline, inclusive, then promote; nothing is moved. */
    public static RestoreRequest to(RecoveryTarget target) {
        return new RestoreRequest(
                target, true, new TargetTimeline.Latest(), TargetAction.PROMOTE, Optional.empty(), Map.of());
    }

    /** The same from this backup. */
    RestoreRequest from(BackupId id) {
        return new RestoreRequest(target, isInclusive, timeline, action, Optional.of(id), tablespaces);
    }
}
