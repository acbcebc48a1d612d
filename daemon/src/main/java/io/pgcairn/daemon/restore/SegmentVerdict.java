package io.pgcairn.daemon.restore;

/** What the store's names say about one segment. */
sealed interface SegmentVerdict {
    /** It is there, complete. */
    record Whole() implements SegmentVerdict {}

    /** It was still filling, and nothing comes after it. */
    record Last() implements SegmentVerdict {}

    /** There is nothing to fetch. */
    record Told(WalAnswer answer) implements SegmentVerdict {}
}
