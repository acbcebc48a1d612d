package io.pgcairn.daemon.setup;

import io.pgcairn.daemon.cli.Checker.Finding;
import io.pgcairn.daemon.fault.CairnException;
import java.util.List;

/** Does what the daemon will have to do, as the user that it will run as. */
interface Prover {
    /** The server can be backed up, as far as a look tells. Nothing is made. */
    List<Finding> postgres(Configured configuration) throws CairnException, InterruptedException;

    /** Each store stores, and its disk has room. Nothing stays. */
    List<Finding> stores(Configured configuration) throws CairnException, InterruptedException;

    /**
     * Makes the slot, which keeps WAL from now on, if it is not there.
     *
     * @return whether it was made now
     */
    boolean makeSlot(Configured configuration) throws CairnException, InterruptedException;
}
