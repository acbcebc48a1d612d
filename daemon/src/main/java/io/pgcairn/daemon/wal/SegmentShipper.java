package io.pgcairn.daemon.wal;

import io.pgcairn.daemon.catalog.WalArchive;
import io.pgcairn.daemon.pipeline.ObjectFailure;
import io.pgcairn.daemon.postgres.SegmentSize;
import io.pgcairn.daemon.pulse.Pulse;
import io.pgcairn.daemon.trail.Trail;
import io.pgcairn.storage.StoreException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Seals and stores complete segments, several at once, and lets each appear in the store only after the one before it:
 * whenever all is lost, the store holds WAL without a hole, and a hole always means that something is missing. A
 * segment that cannot be stored is tried again until it is, or until the intake stops: until then its buffer is held,
 * nothing beyond it is stored or acknowledged, and the pool of buffers bounds how many wait.
 */
final class SegmentShipper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SegmentShipper.class);

    private static final Duration LAST_PATIENCE = Duration.ofSeconds(2);

    private final WalArchive archive;
    private final SegmentSize size;
    private final IntakeListener listener;
    private final Backoff backoff;
    private final InstantSource clock;
    private final IntakeWatch watch;
    private final ExecutorService workers;
    private CompletableFuture<Boolean> newest = CompletableFuture.completedFuture(true);
    private volatile boolean isStopping;

    SegmentShipper(
            WalArchive archive,
            int parallel,
            IntakeListener listener,
            Backoff backoff,
            InstantSource clock,
            IntakeWatch watch) {
        this.archive = archive;
        this.size = archive.inventory().segmentSize();
        this.listener = listener;
        this.backoff = backoff;
        this.clock = clock;
        this.watch = watch;
        this.workers = Executors.newFixedThreadPool(
                parallel, Thread.ofPlatform().name("wal-ship-", 0).factory());
    }

    /** Takes over a full buffer. The pool bounds how many can wait here. */
    synchronized void submit(SegmentBuffer segment, Frontier frontier) {
        Shipment shipment = new Shipment(segment, frontier, newest);
        newest = shipment.stored;
        workers.execute(shipment);
    }

    /** One segment's way to the store; gives its buffer back however it ends. */
    private final class Shipment implements Runnable {
        private final SegmentBuffer segment;
        private final Frontier frontier;

        /** Whether the segment before this one got into the store, once that is known. Workers take them in order. */
        private final CompletableFuture<Boolean> before;

        private final CompletableFuture<Boolean> stored = new CompletableFuture<>();

        private final Trail trail;

        private Shipment(SegmentBuffer segment, Frontier frontier, CompletableFuture<Boolean> before) {
            this.segment = segment;
            this.frontier = frontier;
            this.before = before;
            this.trail = Trail.here().with("segment", segment.name().fileName(size));
        }

        @Override
        public void run() {
            // Closed in any case: what goes wrong here is told, or ends the process.
            try (Trail.Step _ = trail.enter();
                    Pulse pulse = watch.open("the storing of WAL")) {
                ship(this, pulse);
            } finally {
                drop();
            }
        }

        private void drop() {
            stored.complete(false);
            segment.release();
        }
    }

    private void ship(Shipment shipment, Pulse pulse) {
        SegmentBuffer segment = shipment.segment;
        Instant begin = clock.instant();
        if (pushUntilDurable(segment, () -> isTurn(shipment, pulse), pulse)) {
            pulse.within(storing(segment));
            shipment.stored.complete(true);
            shipment.frontier.segmentDurable(segment.name().number());
            if (archive.inventory().isContradictory(segment.name())) {
                listener.contradiction(segment.name().fileName(size));
            }
            deleteTails(segment);
            listener.segmentStored(segment.name().fileName(size), Duration.between(begin, clock.instant()));
        }
    }

    /** Those before it may be tried again for hours; they are looked at by themselves. */
    private boolean isTurn(Shipment shipment, Pulse pulse) {
        pulse.rest();
        boolean isStored = shipment.before.join();
        pulse.within(storing(shipment.segment));
        return isStored;
    }

    private Duration storing(SegmentBuffer segment) {
        return watch.storing(segment.filled());
    }

    private boolean pushUntilDurable(SegmentBuffer segment, BooleanSupplier turn, Pulse pulse) {
        for (int attempt = 1; !isStopping; attempt++) {
            pulse.within(storing(segment));
            try {
                return archive.pushSegment(segment.name(), segment.slice(0, segment.filled()), turn);
            } catch (IOException e) {
                String doing = "storing segment " + segment.name().fileName(size);
                listener.storeFailed(ObjectFailure.of(doing, e), attempt);
                pause(attempt, pulse);
            } catch (RuntimeException e) {
                listener.storeFailed(IntakeException.defect(e), attempt);
                pause(attempt, pulse);
            }
        }
        return false;
    }

    private void pause(int attempt, Pulse pulse) {
        Duration pause = backoff.after(attempt);
        pulse.within(watch.waiting(pause));
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            isStopping = true;
        }
    }

    private void deleteTails(SegmentBuffer segment) {
        try {
            segment.endTails();
            archive.deleteTails(segment.name());
        } catch (InterruptedException e) {
            // The intake stops: they are left for retention.
            Thread.currentThread().interrupt();
        } catch (StoreException e) {
            // The complete segment wins over tails wherever they are read: they cost room, not safety.
            LOG.atWarn()
                    .addKeyValue("segment", segment.name().fileName(size))
                    .addKeyValue("error", e.getMessage())
                    .log("tails of a complete segment could not be deleted; they are left for retention");
        }
    }

    /** Lets go of what is not stored yet, unacknowledged, and gives the buffers back. */
    @Override
    public void close() {
        isStopping = true;
        for (Runnable dropped : workers.shutdownNow()) {
            if (dropped instanceof Shipment shipment) {
                shipment.drop();
            }
        }
        awaitWorkers();
    }

    private void awaitWorkers() {
        try {
            if (!workers.awaitTermination(LAST_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.atWarn().log("a store does not answer; what was on its way there comes again from the slot");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
