package io.pgcairn.daemon.restore;

import io.pgcairn.daemon.catalog.WalArchive;
import io.pgcairn.daemon.catalog.WalInventory;
import io.pgcairn.daemon.postgres.SegmentName;
import io.pgcairn.daemon.trail.Trail;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches the segments that recovery will ask for next. What could not be fetched ahead is no answer: whoever asks
 * fetches it anew. Safe for use by several threads.
 */
final class SegmentAhead implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SegmentAhead.class);
    private static final int FETCHED_AT_ONCE = 2;

    private final WalArchive archive;
    private final SegmentBuffers buffers;
    private final int count;
    private final Semaphore turns = new Semaphore(FETCHED_AT_ONCE);

    // Guarded by this.
    private final Map<SegmentName, CompletableFuture<SegmentBuffer>> flights = new HashMap<>();
    private @Nullable SegmentName position;
    private boolean isClosed;

    /** @param count how many segments ahead of the one that was served last */
    SegmentAhead(WalArchive archive, SegmentBuffers buffers, int count) {
        this.archive = archive;
        this.buffers = buffers;
        this.count = count;
    }

    /** Takes the segment if it was fetched ahead; waits for one that is on its way. */
    Optional<WalFile> take(SegmentName segment, Duration wait) throws InterruptedException {
        CompletableFuture<SegmentBuffer> flight = remove(segment);
        if (flight == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(flight.get(wait.toNanos(), TimeUnit.NANOSECONDS).toFile());
        } catch (ExecutionException e) {
            return Optional.empty();
        } catch (TimeoutException e) {
            drop(flight);
            return Optional.empty();
        } catch (InterruptedException e) {
            drop(flight);
            throw e;
        }
    }

    private synchronized @Nullable CompletableFuture<SegmentBuffer> remove(SegmentName segment) {
        CompletableFuture<SegmentBuffer> flight = flights.remove(segment);
        if (flight != null) {
            // From here on, or its own end would send for it again.
            position = segment;
        }
        return flight;
    }

    /** Drops what does not follow the segment that is being served, and sends for what follows. */
    synchronized void follow(SegmentName served) {
        flights.entrySet().removeIf(flight -> {
            boolean isAstray = !isNext(served, flight.getKey());
            if (isAstray) {
                drop(flight.getValue());
            }
            return isAstray;
        });
        position = served;
        fill();
    }

    /** Sends for what follows as far as there is memory; again when memory comes back. */
    private synchronized void fill() {
        if (position == null || isClosed) {
            return;
        }
        SegmentName next = position.next();
        for (int i = 0; i < count && isWanted(next); i++) {
            if (!flights.containsKey(next) && !send(next)) {
                return;
            }
            next = next.next();
        }
    }

    private boolean isNext(SegmentName served, SegmentName segment) {
        return segment.timeline().equals(served.timeline())
                && segment.number() > served.number()
                && segment.number() <= served.number() + count;
    }

    private boolean isWanted(SegmentName segment) {
        WalInventory inventory = archive.inventory();
        return inventory.isComplete(segment) && !inventory.isContradictory(segment);
    }

    private boolean send(SegmentName segment) {
        Optional<SegmentBuffer> buffer = buffers.tryLease();
        if (buffer.isEmpty()) {
            return false;
        }
        CompletableFuture<SegmentBuffer> flight = new CompletableFuture<>();
        flights.put(segment, flight);
        Thread.ofVirtual().name("wal-ahead").start(Trail.here().around(() -> fetch(segment, buffer.get(), flight)));
        return true;
    }

    private void fetch(SegmentName segment, SegmentBuffer buffer, CompletableFuture<SegmentBuffer> flight) {
        turns.acquireUninterruptibly();
        try {
            archive.fetchSegment(segment, buffer.bytes());
            flight.complete(buffer);
        } catch (IOException | RuntimeException e) {
            LOG.debug("a WAL segment could not be fetched ahead; it is fetched again when it is asked for", e);
            buffer.release();
            flight.completeExceptionally(e);
        } finally {
            turns.release();
        }
        fill();
    }

    /** Lets go of a flight: its memory is given back now, or when it arrives. */
    private static void drop(CompletableFuture<SegmentBuffer> flight) {
        flight.thenAccept(SegmentBuffer::release);
    }

    /** Drops everything. */
    synchronized void dropAll() {
        flights.values().forEach(SegmentAhead::drop);
        flights.clear();
        position = null;
    }

    @Override
    public synchronized void close() {
        isClosed = true;
        dropAll();
    }
}
