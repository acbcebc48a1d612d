package io.pgcairn.daemon.drill;

import io.pgcairn.daemon.catalog.DrillRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a drill has found so far; also of one that fails. Used by one thread. */
public final class DrillNotes {
    private final List<String> findings = new ArrayList<>();
    private Optional<DrillRecord.Reached> reached = Optional.empty();

    void found(String finding) {
        findings.add(finding);
    }

    void reached(DrillRecord.Reached end) {
        reached = Optional.of(end);
    }

    public List<String> findings() {
        return List.copyOf(findings);
    }

    public Optional<DrillRecord.Reached> reached() {
        return reached;
    }
}
