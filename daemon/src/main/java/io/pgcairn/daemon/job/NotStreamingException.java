package io.pgcairn.daemon.job;

import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.fault.Fault;
import java.util.Optional;

/** A base backup is wanted of a cluster whose WAL does not come in, so that it could not be restored. */
final class NotStreamingException extends CairnException {
    private static final long serialVersionUID = 1L;

    NotStreamingException(String cluster, Optional<CairnException> cause) {
        super(
                cause.map(CairnException::fault).orElse(Fault.POSTGRES_UNREACHABLE),
                "WAL of cluster " + cluster + " is not streamed"
                        + cause.map(e -> ": " + e.getMessage()).orElse(" yet"),
                cause.map(CairnException::hint).orElse("try again in a moment; pgcairn check shows what is missing"),
                cause.orElse(null));
    }
}
