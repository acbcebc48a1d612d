package io.pgcairn.daemon.wal;

import io.pgcairn.daemon.postgres.Lsn;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How long the oldest WAL that is not durable has been waiting. While the server cannot be heard, it may have written
 * more since: what it may have written counts as waiting since it was heard last. Safe for use by several threads.
 */
final class DurableLag {
    /** Positions heard within this time count as heard with the first of them. */
    private static final Duration GRAIN = Duration.ofSeconds(1);

    /** Over an hour of a server that never rests; what comes then is told as older than it is. */
    private static final int MOST = 4096;

    /** What the server had written, and when that was heard. */
    private record Mark(Lsn end, Instant heard) {}

    // Guarded by this.
    private final Deque<Mark> marks = new ArrayDeque<>();
    private Lsn durable = Lsn.ZERO;
    private Instant heard;
    private boolean isDeaf = true;

    /** @param now what the server wrote before is not known */
    DurableLag(Instant now) {
        this.heard = now;
    }

    /** The server has written up to there. */
    synchronized void heard(Lsn end, Instant now) {
        Instant since = isDeaf ? oldest() : now;
        if (isDeaf) {
            // It may be another server, whose positions have nothing to do with those before.
            marks.clear();
            isDeaf = false;
        }
        heard = now;
        if (!durable.isBefore(end)) {
            marks.clear();
        } else if (marks.isEmpty()) {
            marks.add(new Mark(end, since));
        } else if (marks.getLast().end().isBefore(end)) {
            add(end, now);
        }
    }

    private void add(Lsn end, Instant now) {
        Mark last = marks.getLast();
        boolean isSoon = now.isBefore(last.heard().plus(GRAIN));
        // The first stays as it is: a busy server would push its end on for ever.
        if (marks.size() > 1 && (isSoon || marks.size() >= MOST)) {
            marks.removeLast();
            marks.add(new Mark(end, last.heard()));
        } else {
            marks.add(new Mark(end, now));
        }
    }

    /** Everything before this is durable. It goes back if streaming begins anew at an earlier position. */
    synchronized void durable(Lsn to) {
        durable = to;
        while (!marks.isEmpty() && !to.isBefore(marks.getFirst().end())) {
            marks.removeFirst();
        }
    }

    /** The server is not heard from now on. */
    synchronized void deaf() {
        isDeaf = true;
    }

    /** Never negative; zero if the server is heard and all that it wrote is durable. */
    synchronized Duration at(Instant now) {
        if (!isDeaf && marks.isEmpty()) {
            return Duration.ZERO;
        }
        Instant oldest = oldest();
        return oldest.isBefore(now) ? Duration.between(oldest, now) : Duration.ZERO;
    }

    private Instant oldest() {
        return marks.isEmpty() ? heard : marks.getFirst().heard();
    }
}
