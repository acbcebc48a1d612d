package io.pgcairn.daemon.program;

import io.pgcairn.daemon.cluster.OpenedCluster;
import io.pgcairn.daemon.fault.CairnException;
import java.util.List;

/** What one tier cannot give another may have: the same error, with the other tiers' names in its hint. */
final class OtherTiersException extends CairnException {
    private static final long serialVersionUID = 1L;

    private OtherTiersException(CairnException failure, String message, String hint) {
        super(failure.fault(), message, hint, failure);
    }

    /** The failure itself where the cluster has no other tier, or where no other tier would help. */
    static CairnException of(CairnException failure, OpenedCluster cluster, String tier) {
        List<String> others =
                cluster.names().stream().filter(name -> !name.equals(tier)).toList();
        boolean helps = switch (failure.fault()) {
            case STORE_UNAVAILABLE,
                    STORE_FORBIDDEN,
                    STORE_TIMEOUT,
                    OBJECT_MISSING,
                    CORRUPT,
                    TRUNCATED,
                    TARGET_BEFORE_FIRST_BACKUP,
                    TARGET_UNREACHABLE,
                    NO_BACKUP,
                    WAL_GAP,
                    BACKUP_UNKNOWN -> true;
            default -> false;
        };
        if (!helps || others.isEmpty()) {
            return failure;
        }
        String other = "or try another tier: --tier " + String.join(", --tier ", others);
        return new OtherTiersException(
                failure, "tier " + tier + ": " + failure.getMessage(), failure.hint() + "; " + other);
    }
}
