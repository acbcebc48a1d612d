package io.pgcairn.storage.remote;

import io.pgcairn.storage.StoreException;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Abandons what crashed uploads left in the store, which may cost money for ever. Never disturbs anybody. */
final class Sweep implements Runnable {
    static final Duration PERIOD = Duration.ofHours(6);

    /** No upload takes so long: its memory would be full, or its writer gone. */
    static final Duration AGE = Duration.ofDays(1);

    private static final Logger LOG = LoggerFactory.getLogger(Sweep.class);

    private final RemoteObjects objects;
    private final Clock clock;
    private boolean hasFailed;

    Sweep(RemoteObjects objects, Clock clock) {
        this.objects = objects;
        this.clock = clock;
    }

    @Override
    public void run() {
        try {
            objects.sweep(clock.instant().minus(AGE));
            hasFailed = false;
        } catch (StoreException | RuntimeException e) {
            tell(e);
        }
    }

    /** Once at a level that is seen: credentials without this right are no fault, and nothing is lost. */
    private void tell(Exception e) {
        if (hasFailed) {
            LOG.debug("unfinished uploads in {} could not be swept again", objects.location(), e);
        } else {
            LOG.info("unfinished uploads in {} could not be swept: {}", objects.location(), e.getMessage());
        }
        hasFailed = true;
    }
}
