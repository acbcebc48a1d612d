package io.pgcairn.storage.servers.gcs;

import java.util.ArrayList;
import java.util.List;

/** Faults that are still to come. Safe for use by several threads. */
final class Faults {
    private final List<Fault> planned = new ArrayList<>();

    synchronized void plan(Fault fault) {
        planned.add(fault);
    }

    /** Whether this request, of one kind, is the one that goes wrong. */
    synchronized boolean isDue(Fault.Kind kind) {
        for (int i = 0; i < planned.size(); i++) {
            Fault fault = planned.get(i);
            if (fault.kind() == kind) {
                planned.remove(i);
                if (fault.skip() == 0) {
                    return true;
                }
                planned.add(i, new Fault(kind, fault.skip() - 1));
                return false;
            }
        }
        return false;
    }

    synchronized int left() {
        return planned.size();
    }
}
