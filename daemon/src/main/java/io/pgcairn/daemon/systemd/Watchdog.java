package io.pgcairn.daemon.systemd;

import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Feeds the supervisor's watchdog at half its time, as long as no loop is stuck. It is to be called more often than
 * that, so that one that was only late is fed again at once. Used by one thread.
 */
public final class Watchdog {
    private static final Logger LOG = LoggerFactory.getLogger(Watchdog.class);

    private final Runnable feed;
    private final Duration pause;
    private final Supplier<List<String>> stuck;
    private final Runnable dump;
    private final LongSupplier nanoTime;
    private long fed;
    private boolean isFed;
    private List<String> told = List.of();

    /**
     * @param feed says that all is well
     * @param patience how long the supervisor waits for that
     * @param stuck the loops that are
     * @param dump begins to write down where the threads are; does not wait
     * @param nanoTime a clock that nobody sets
     */
    public Watchdog(
            Runnable feed, Duration patience, Supplier<List<String>> stuck, Runnable dump, LongSupplier nanoTime) {
        this.feed = feed;
        this.pause = patience.dividedBy(2);
        this.stuck = stuck;
        this.dump = dump;
        this.nanoTime = nanoTime;
    }

    /** Looks at the loops, and feeds if it is time. */
    public void look() {
        List<String> now = stuck.get();
        tell(now);
        long moment = nanoTime.getAsLong();
        if (now.isEmpty() && (!isFed || moment - fed >= pause.toNanos())) {
            isFed = true;
            fed = moment;
            feed.run();
        }
    }

    private void tell(List<String> now) {
        if (now.equals(told)) {
            return;
        }
        told = now;
        if (now.isEmpty()) {
            LOG.atInfo().log("nothing is stuck any more");
        } else {
            LOG.atError()
                    .addKeyValue("stuck", String.join(", ", now))
                    .addKeyValue("hint", "keep this log: it says next in which file is written where its threads are")
                    .log("a part of the daemon is stuck; unless it goes on, the watchdog ends the process");
            dump.run();
        }
    }
}
