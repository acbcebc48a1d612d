package io.pgcairn.daemon.restore;

import java.util.Locale;

/** What the restored server does when it has reached its target. */
public enum TargetAction {
    /** It starts a timeline of its own and takes writes. */
    PROMOTE,
    /** It waits, readable, until an operator promotes it or chooses another target. */
    PAUSE,
    /** It stops. */
    SHUTDOWN;

    /** As recovery_target_action takes it. */
    String setting() {
        return name().toLowerCase(Locale.ROOT);
    }
}
