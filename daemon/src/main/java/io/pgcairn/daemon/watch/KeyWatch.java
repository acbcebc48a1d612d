package io.pgcairn.daemon.watch;

import io.pgcairn.daemon.cluster.KeyProof;
import io.pgcairn.daemon.observe.KeyFigures;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Proves now and then that what is written can be read again, with the keys as they lie on this host at that time: a
 * wrong one is found while there is nothing to restore. {@link #run} belongs to one thread, the figures to all.
 */
final class KeyWatch implements Runnable, KeyFigures {
    private static final Logger LOG = LoggerFactory.getLogger(KeyWatch.class);
    private static final Duration PAUSE = Duration.ofMinutes(10);

    private final String cluster;
    private final KeyProof keys;
    private final InstantSource clock;
    private volatile Optional<Boolean> isUsable = Optional.empty();
    private volatile Optional<Instant> lastProof = Optional.empty();
    private KeyProof.Verdict told = KeyProof.Verdict.OPENS;

    KeyWatch(String cluster, KeyProof keys, InstantSource clock) {
        this.cluster = cluster;
        this.keys = keys;
        this.clock = clock;
    }

    @Override
    public void run() {
        try {
            while (true) {
                prove();
                Thread.sleep(PAUSE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void prove() {
        KeyProof.Verdict verdict = keys.prove();
        switch (verdict) {
            case UNTRIED -> isUsable = Optional.empty();
            case OPENS -> {
                isUsable = Optional.of(true);
                lastProof = Optional.of(clock.instant());
            }
            case SHUT -> {
                isUsable = Optional.of(false);
                tell(verdict, "what is written here cannot be opened with encryption.identities");
            }
            case OTHER_RECIPIENTS -> {
                isUsable = Optional.of(false);
                tell(verdict, "encryption.recipients_file names others than those that are sealed for");
            }
        }
        told = verdict;
    }

    private void tell(KeyProof.Verdict verdict, String what) {
        if (verdict != told) {
            LOG.atError()
                    .addKeyValue("cluster", cluster)
                    .addKeyValue("hint", "run pgcairn check, mend the keys, and let the daemon read them anew")
                    .log(what);
        }
    }

    @Override
    public Optional<Boolean> isUsable() {
        return isUsable;
    }

    @Override
    public Optional<Instant> lastProof() {
        return lastProof;
    }
}
