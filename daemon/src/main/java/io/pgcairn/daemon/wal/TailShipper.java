package io.pgcairn.daemon.wal;

import io.pgcairn.daemon.catalog.WalArchive;
import io.pgcairn.daemon.pipeline.ObjectFailure;
import io.pgcairn.daemon.postgres.SegmentSize;
import io.pgcairn.daemon.trail.Trail;
import java.io.IOException;
import java.time.Duration;

/**
 * Stores what is new of the filling segment, every interval and when asked, so that a quiet server's last commits are
 * durable within seconds. A tail is never complete: the segment as a whole follows and replaces it.
 */
final class TailShipper {
    private final WalArchive archive;
    private final SegmentSize size;
    private final SegmentAssembler assembler;
    private final Frontier frontier;
    private final Duration interval;
    private final IntakeListener listener;
    private final Signal wanted = new Signal();
    private volatile boolean isStopping;
    private volatile boolean isHeldBack;
    private int failures;

    /** What earlier connections stored of the first segment, while it is not proven to be what comes now; then 0. */
    private int unproven;

    /** @param unproven how many bytes of the first segment the store holds as tails of earlier connections */
    TailShipper(
            WalArchive archive,
            SegmentAssembler assembler,
            Frontier frontier,
            int unproven,
            Duration interval,
            IntakeListener listener) {
        this.archive = archive;
        this.size = archive.inventory().segmentSize();
        this.assembler = assembler;
        this.frontier = frontier;
        this.unproven = unproven;
        this.interval = interval;
        this.listener = listener;
    }

    /** Asks for a tail at once. */
    void want() {
        wanted.raise();
    }

    /**
     * Ships until stopped, and once more then.
     *
     * @param alive told before each round
     */
    void run(Runnable alive) {
        try {
            while (!isStopping) {
                alive.run();
                wanted.await(interval);
                ship();
            }
            alive.run();
            ship();
        } catch (InterruptedException e) {
            // Nobody interrupts this thread but a JVM that ends.
            Thread.currentThread().interrupt();
        }
    }

    /** Ends {@link #run}. No interrupt: that would close the file a local store is writing. */
    void stop() {
        isStopping = true;
        wanted.raise();
    }

    /** A tail that was held back is shipped at once when its turn has come. */
    void frontierMoved() {
        if (isHeldBack) {
            wanted.raise();
        }
    }

    /** Whether a segment before this one is not in the store yet: a tail would lie behind a hole. */
    private boolean isAhead(SegmentBuffer segment) {
        isHeldBack = true;
        isHeldBack = frontier.position().isBefore(segment.name().start(size));
        return isHeldBack;
    }

    private void ship() {
        assembler.holdFilling().ifPresent(segment -> {
            Trail trail = Trail.here().with("segment", segment.name().fileName(size));
            try (Trail.Step _ = trail.enter()) {
                ship(segment);
            } finally {
                segment.release();
            }
        });
    }

    /** Behind a switch the segment's first bytes are durable already: a tail of less would hide some of them. */
    private boolean isNews(SegmentBuffer segment, int to) {
        return segment.name().start(size).plus(to).isAfter(frontier.position());
    }

    private void ship(SegmentBuffer segment) {
        try {
            if (isProven(segment)) {
                shipNews(segment);
            }
            failures = 0;
        } catch (IOException e) {
            failures++;
            String doing = "storing the tail of segment " + segment.name().fileName(size);
            listener.storeFailed(ObjectFailure.of(doing, e), failures);
        } catch (RuntimeException e) {
            failures++;
            listener.storeFailed(IntakeException.defect(e), failures);
        }
    }

    /**
     * A server that was rolled back or replaced sends other bytes than those of the tails that are there: they are not
     * acknowledged as its own, and all is stored anew.
     */
    private boolean isProven(SegmentBuffer segment) {
        int expected = Math.min(unproven, segment.tailEnd());
        if (expected == 0) {
            return true;
        }
        if (segment.filled() < expected) {
            return false;
        }
        if (archive.provesTails(segment.name(), segment.slice(0, expected))) {
            frontier.tailDurable(segment.name().number(), expected);
        } else {
            listener.contradiction(segment.name().fileName(size));
            segment.tailEnd(0);
        }
        unproven = 0;
        return true;
    }

    private void shipNews(SegmentBuffer segment) throws IOException {
        int from = segment.tailEnd();
        int to = segment.filled();
        if (to <= from || segment.isFull() || isAhead(segment) || !isNews(segment, to) || !segment.beginTail()) {
            return;
        }
        try {
            archive.pushTail(segment.name(), from, segment.slice(from, to));
        } finally {
            segment.endTail();
        }
        segment.tailEnd(to);
        frontier.tailDurable(segment.name().number(), to);
        listener.tailStored(segment.name().fileName(size), to - from);
    }
}
