package io.pgcairn.daemon.catalog;

import io.pgcairn.daemon.pipeline.ContentDigest;
import io.pgcairn.daemon.postgres.SegmentName;
import io.pgcairn.daemon.postgres.SegmentSize;
import io.pgcairn.daemon.postgres.TimelineId;
import io.pgcairn.storage.ObjectKey;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes and reads the names of objects under a lineage's {@code wal/}, see docs/format.md. */
final class WalNames {
    private static final Pattern SEGMENT =
            Pattern.compile("([0-9A-F]{8})/([0-9A-F]{24})-([0-9a-f]{16})\\.zst(\\.age)?");
    private static final Pattern TAIL = Pattern.compile(
            "([0-9A-F]{8})/([0-9A-F]{24})\\.tail/([0-9A-F]{8})-([0-9A-F]{8})-([0-9a-f]{16})" + "\\.zst(\\.age)?");
    private static final Pattern HISTORY = Pattern.compile("([0-9A-F]{8})\\.history-([0-9a-f]{16})(\\.age)?");

    private static final String COMPRESSED = ".zst";
    private static final String SEALED = ".age";

    private final String prefix;
    private final SegmentSize size;

    WalNames(LineageId lineage, SegmentSize size) {
        this.prefix = lineage + "/wal/";
        this.size = size;
    }

    /** What all names of the lineage's WAL start with. */
    String prefix() {
        return prefix;
    }

    ObjectKey segment(SegmentName segment, ContentDigest digest, String suffix) {
        return new ObjectKey(stem(segment) + "-" + digest + suffix);
    }

    ObjectKey tail(SegmentName segment, int from, int to, ContentDigest digest, String suffix) {
        return new ObjectKey(stem(segment) + ".tail/" + String.format("%08X-%08X-", from, to) + digest + suffix);
    }

    ObjectKey history(TimelineId timeline, ContentDigest digest, String suffix) {
        return new ObjectKey(prefix + timeline.historyFileName() + "-" + digest + suffix);
    }

    /** A string that lists just before every name of this segment, and after those of the one before. */
    String before(SegmentName segment) {
        return stem(segment);
    }

    /** A string that lists just before every name of this timeline, its history file included. */
    String before(TimelineId timeline) {
        return prefix + timeline.hex();
    }

    /** A string that lists just behind every segment and tail of this timeline. */
    String behind(TimelineId timeline) {
        // '~' sorts after every sign that a key may hold.
        return before(timeline) + "/~";
    }

    StoredName parse(ObjectKey key) {
        if (!key.value().startsWith(prefix)) {
            return new StoredName.Foreign(key);
        }
        String rest = key.value().substring(prefix.length());
        try {
            return parseRest(key, rest);
        } catch (IllegalArgumentException e) {
            // The digits have the right form but say something impossible: not a name that we wrote.
            return new StoredName.Foreign(key);
        }
    }

    private StoredName parseRest(ObjectKey key, String rest) {
        Matcher segment = SEGMENT.matcher(rest);
        if (segment.matches() && segment.group(2).startsWith(segment.group(1))) {
            return new StoredName.Segment(
                    key, SegmentName.parse(segment.group(2), size), ContentDigest.parse(segment.group(3)));
        }
        Matcher tail = TAIL.matcher(rest);
        if (tail.matches() && tail.group(2).startsWith(tail.group(1))) {
            return parseTail(key, tail);
        }
        Matcher history = HISTORY.matcher(rest);
        if (history.matches()) {
            return new StoredName.History(
                    key, TimelineId.parse(history.group(1)), ContentDigest.parse(history.group(2)));
        }
        return new StoredName.Foreign(key);
    }

    private StoredName parseTail(ObjectKey key, Matcher tail) {
        long from = Long.parseLong(tail.group(3), 16);
        long to = Long.parseLong(tail.group(4), 16);
        if (to > size.bytes()) {
            return new StoredName.Foreign(key);
        }
        return new StoredName.Tail(
                key, SegmentName.parse(tail.group(2), size), (int) from, (int) to, ContentDigest.parse(tail.group(5)));
    }

    /** Whether an object of this name is sealed. */
    static boolean isSealed(ObjectKey key) {
        return key.value().endsWith(SEALED);
    }

    /** What the name of a compressed object ends with. */
    static String suffix(boolean isSealed) {
        return isSealed ? COMPRESSED + SEALED : COMPRESSED;
    }

    private String stem(SegmentName segment) {
        return prefix + segment.timeline().hex() + "/" + segment.fileName(size);
    }
}
