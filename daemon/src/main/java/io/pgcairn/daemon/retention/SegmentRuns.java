package io.pgcairn.daemon.retention;

import io.pgcairn.daemon.postgres.SegmentName;
import java.util.ArrayList;
import java.util.List;

/** Segments told as runs without a hole. Used by one thread. */
final class SegmentRuns {
    /** An archive with more holes than this is told with some of them left out. */
    private static final int MOST = 10_000;

    private final List<PruneReport.Run> runs = new ArrayList<>();

    /** Takes note of a segment; they come in ascending order, the same one perhaps several times. */
    void add(SegmentName segment) {
        PruneReport.Run last = runs.isEmpty() ? null : runs.getLast();
        boolean goesOn = last != null
                && last.timeline().equals(segment.timeline())
                && (segment.number() <= last.last() + 1 || runs.size() >= MOST);
        if (last != null && goesOn) {
            runs.removeLast();
            runs.add(new PruneReport.Run(last.timeline(), last.first(), Math.max(last.last(), segment.number())));
        } else {
            runs.add(new PruneReport.Run(segment.timeline(), segment.number(), segment.number()));
        }
    }

    List<PruneReport.Run> runs() {
        return List.copyOf(runs);
    }
}
