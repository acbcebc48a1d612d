package io.pgcairn.daemon.restore;

import io.pgcairn.daemon.postgres.SegmentName;
import io.pgcairn.daemon.postgres.SegmentSize;
import io.pgcairn.daemon.postgres.TimelineId;
import java.util.regex.Pattern;

/** What a file name that PostgreSQL passes as {@code %f} asks for. Names are taken whole, never as prefix. */
sealed interface WalRequest {
    Pattern SEGMENT = Pattern.compile("[0-9A-F]{24}");
    Pattern HISTORY = Pattern.compile("[0-9A-F]{8}\\.history");
    /** Files that PostgreSQL archives beside segments and that a streaming archive never holds. */
    Pattern NEVER_STORED = Pattern.compile("[0-9A-F]{24}\\.(partial|[0-9A-F]{8}\\.backup)");

    int SHOWN = 64;

    /** A WAL segment. */
    record Segment(SegmentName name) implements WalRequest {}

    /** A timeline's history file. */
    record History(TimelineId timeline) implements WalRequest {}

    /** A well-formed name of a kind that is never stored. */
    record NeverStored() implements WalRequest {}

    /** Anything else. */
    record Malformed(String message) implements WalRequest {}

    static WalRequest parse(String fileName, SegmentSize size) {
        try {
            if (SEGMENT.matcher(fileName).matches()) {
                return new Segment(SegmentName.parse(fileName, size));
            }
            if (HISTORY.matcher(fileName).matches()) {
                return new History(TimelineId.parse(fileName.substring(0, 8)));
            }
        } catch (IllegalArgumentException e) {
            return new Malformed(String.valueOf(e.getMessage()));
        }
        if (NEVER_STORED.matcher(fileName).matches()) {
            return new NeverStored();
        }
        return new Malformed("not the name of a WAL segment or of a timeline's history: " + shown(fileName));
    }

    /** A stranger's text, fit for a message. */
    private static String shown(String text) {
        String printable = text.replaceAll("[^ -~]", "?");
        return printable.length() <= SHOWN ? printable : printable.substring(0, SHOWN) + "…";
    }
}
