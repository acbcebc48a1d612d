package io.pgcairn.daemon.http;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of callers that were not let in: the first at once, what comes within a minute after it as a number. Safe for
 * use by several threads.
 */
final class RefusalLog {
    private static final Logger LOG = LoggerFactory.getLogger(RefusalLog.class);
    private static final Duration PAUSE = Duration.ofMinutes(1);
    private static final int MAX_TARGET = 120;

    private final Clock clock;

    // Guarded by this.
    private Instant told = Instant.EPOCH;
    private long untold;
    private String last = "";

    RefusalLog(Clock clock) {
        this.clock = clock;
    }

    /** @param why a sentence whose subject is the caller */
    synchronized void note(HttpCall call, String why) {
        String refused = call.peer().name() + " asked for " + call.method() + " " + printable(call.target()) + " and "
                + "was not let in: " + why;
        if (clock.instant().isBefore(told.plus(PAUSE))) {
            untold++;
            last = refused;
            return;
        }
        tellRest();
        told = clock.instant();
        LOG.warn("{}", refused);
    }

    /** Tells of those that were not told of, if it is time. */
    synchronized void tellDue() {
        if (untold > 0 && !clock.instant().isBefore(told.plus(PAUSE))) {
            tellRest();
            told = clock.instant();
        }
    }

    private void tellRest() {
        if (untold > 0) {
            LOG.warn("{} more requests were not let in; the last one: {}", untold, last);
            untold = 0;
        }
    }

    /** Without the query, which may bear anything, and without what would forge a line of the log. */
    private static String printable(String target) {
        int query = target.indexOf('?');
        String path = query < 0 ? target : target.substring(0, query);
        String plain = path.replaceAll("[^!-~]", "?");
        return plain.length() > MAX_TARGET ? plain.substring(0, MAX_TARGET) + "…" : plain;
    }
}
