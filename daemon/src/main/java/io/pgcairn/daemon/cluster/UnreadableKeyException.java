package io.pgcairn.daemon.cluster;

import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.fault.Fault;
import java.io.IOException;

/** A file with keys is not there, or must not be read. */
final class UnreadableKeyException extends CairnException {
    private static final long serialVersionUID = 1L;

    UnreadableKeyException(String message, IOException cause) {
        super(Fault.KEY_UNUSABLE, message, "the user that pgcairn runs as must be able to read it", cause);
    }
}
