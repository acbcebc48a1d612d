package io.pgcairn.daemon.http;

import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.fault.Fault;

/** A backup or a dump is asked for while the daemon stops. */
final class DaemonStoppingException extends CairnException {
    private static final long serialVersionUID = 1L;

    DaemonStoppingException(JobKind kind) {
        super(
                Fault.DAEMON_UNREACHABLE,
                "the daemon is stopping and begins no " + kind.noun(),
                "ask again when it runs",
                null);
    }
}
