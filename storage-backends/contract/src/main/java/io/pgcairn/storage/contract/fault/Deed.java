package io.pgcairn.storage.contract.fault;

import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.ObjectStore;
import java.io.IOException;
import java.util.List;

/** One operation on objects of its own: what is there before, what is done, and what must hold whatever came of it. */
interface Deed {
    /** What is, or may be, there afterwards. */
    List<ObjectKey> keys();

    /** Puts there what must be there, through a store without faults. */
    void prepare(ObjectStore direct) throws IOException;

    /** Does it; a result that is not right is an {@link AssertionError}. */
    void act(ObjectStore store) throws IOException;

    /** Looks at the objects through a store without faults. */
    void judge(ObjectStore direct, boolean succeeded) throws IOException;
}
