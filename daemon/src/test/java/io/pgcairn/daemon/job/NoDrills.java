package io.pgcairn.daemon.job;

import java.util.Map;

/** A host for daemons that take no drills. */
public final class NoDrills {
    public static final DrillHost HOST = new DrillHost(
            (_, _, _, _) -> {
                throw new AssertionError("no test takes a drill");
            },
            Map.of(),
            "pgcairn test");

    private NoDrills() {}
}
