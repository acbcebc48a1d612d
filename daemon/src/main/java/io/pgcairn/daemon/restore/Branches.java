package io.pgcairn.daemon.restore;

import io.pgcairn.daemon.catalog.WalRun;
import io.pgcairn.daemon.postgres.TimelineHistory;
import io.pgcairn.daemon.postgres.TimelineId;
import java.util.ArrayList;
import java.util.List;

/** Tells all timelines of a lineage: where each began and how far its WAL reaches. */
final class Branches {
    private Branches() {}

    static List<String> describe(RestoreFacts facts, TimelineId chosen) {
        List<String> lines = new ArrayList<>();
        for (TimelineHistory history : facts.histories().values()) {
            List<WalRun> runs = facts.inventory().runs(history.timeline());
            if (runs.isEmpty()
                    && history.ancestors().isEmpty()
                    && !history.timeline().equals(chosen)) {
                continue;
            }
            String origin = history.ancestors().isEmpty()
                    ? ""
                    : " left " + history.ancestors().getLast().timeline() + " at " + history.begin() + ",";
            String reach =
                    runs.isEmpty() ? " no WAL yet" : " WAL to " + runs.getLast().end();
            String mark = history.timeline().equals(chosen) ? " <- followed" : "";
            lines.add("timeline " + history.timeline() + origin + reach + mark);
        }
        facts.unreadable().forEach((timeline, why) -> lines.add("timeline " + timeline + " unreadable: " + why));
        return lines;
    }
}
