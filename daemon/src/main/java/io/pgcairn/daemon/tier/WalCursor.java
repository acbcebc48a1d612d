package io.pgcairn.daemon.tier;

import java.util.TreeSet;

/**
 * How far, in key order, one lineage's WAL is known to be on the target, but for what was stored since. The next walk
 * begins before that where it has to: a segment's whole sorts before its tails, and a hole may be filled. Safe for use
 * by several threads.
 */
final class WalCursor {
    private static final int MOST_NEWS = 1000;

    private final String start;

    // Guarded by this.
    private String reached;
    private boolean isDue = true;

    /** What was stored since the walk began and was not seen by it yet. */
    private final TreeSet<String> news = new TreeSet<>();

    /** Whether the target was seen to hold nothing of ours behind the cursor. */
    private boolean isAtEnd;

    /** @param start a string that sorts before all of the lineage's WAL */
    WalCursor(String start) {
        this.start = start;
        this.reached = start;
    }

    /** An object was stored in the source, or is to be looked for there. */
    synchronized void stored(String key) {
        news.add(key);
        if (news.size() > MOST_NEWS) {
            news.pollLast();
            isDue = true;
        }
    }

    /** The next walk is to be one over everything. */
    synchronized void restart() {
        reached = start;
        failed();
    }

    /** Begins a walk; returns behind which key. */
    synchronized String begin() {
        if (!news.isEmpty() && news.first().compareTo(reached) <= 0) {
            // A string without its last sign sorts just before it.
            reached = news.first().substring(0, news.first().length() - 1);
            isAtEnd = false;
        }
        news.clear();
        isDue = false;
        return reached;
    }

    /** Whether a walk that begins now may skip the target's listing. */
    synchronized boolean isAtEnd() {
        return isAtEnd && (news.isEmpty() || news.first().compareTo(reached) > 0);
    }

    /**
     * The walk meets an object of the source.
     *
     * @return false if something was stored before it in order that the walk has not met, and may have passed
     */
    synchronized boolean meets(String key) {
        news.remove(key);
        return news.isEmpty() || news.first().compareTo(key) > 0;
    }

    /** Everything up to this key that the walk met is on the target. */
    synchronized void advance(String key) {
        if (key.compareTo(reached) > 0) {
            reached = key;
        }
    }

    /** The walk came to the end of both listings. */
    synchronized void ended() {
        isAtEnd = true;
    }

    /** The walk did not come to its end. */
    synchronized void failed() {
        isDue = true;
        isAtEnd = false;
    }

    synchronized boolean isBehind() {
        return isDue || !news.isEmpty();
    }

    synchronized String reached() {
        return reached;
    }
}
