package io.pgcairn.daemon.program;

import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.fault.Fault;

/** Objects are to be read through their seals on a host without a private key. */
final class NoIdentityConfiguredException extends CairnException {
    private static final long serialVersionUID = 1L;

    NoIdentityConfiguredException(String cluster) {
        super(
                Fault.WRONG_KEY,
                "the objects of cluster " + cluster + " are sealed, and no identity is configured on this host",
                "name the file with the private key under encryption.identities, or leave --read out: names and"
                        + " lengths are compared without a key",
                null);
    }
}
