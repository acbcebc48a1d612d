package io.pgcairn.daemon.restore;

import io.pgcairn.daemon.catalog.WalArchive;
import io.pgcairn.daemon.fault.Fault;
import io.pgcairn.daemon.pipeline.ObjectFailure;
import io.pgcairn.daemon.postgres.SegmentSize;
import io.pgcairn.storage.ObjectMissingException;
import io.pgcairn.storage.StoreException;
import java.io.IOException;
import java.util.random.RandomGenerator;

/**
 * Answers {@code restore_command} from one lineage's archive. "Not there" is said only after the store was asked anew
 * and holds nothing that would come later; what may pass is tried again for a bounded time. Safe for use by several
 * threads, which it blocks.
 */
final class WalServer implements AutoCloseable {
    private final WalArchive archive;
    private final WalServerSettings settings;
    private final WalTime time;
    private final RandomGenerator random;
    private final SegmentBuffers buffers;
    private final SegmentBuffers buffersAhead;
    private final SegmentAhead ahead;
    private final WalIdleWatch idleWatch;
    private final SegmentServing segments;
    private final HistoryServing histories;

    WalServer(WalArchive archive, WalServerSettings settings, WalTime time, RandomGenerator random) {
        this(archive, settings, new SegmentMemory(settings), time, random);
    }

    WalServer(
            WalArchive archive,
            WalServerSettings settings,
            SegmentMemory memory,
            WalTime time,
            RandomGenerator random) {
        this.archive = archive;
        this.settings = settings;
        this.time = time;
        this.random = random;
        SegmentSize size = archive.inventory().segmentSize();
        this.buffers = memory.serving(size);
        this.buffersAhead = memory.ahead(size);
        this.ahead = new SegmentAhead(archive, buffersAhead, settings.segmentsAhead(size));
        this.idleWatch = new WalIdleWatch(time, settings.idle(), this::giveBack);
        WalAncestry ancestry = new WalAncestry(archive);
        SegmentJudge judge = new SegmentJudge(archive.inventory(), ancestry);
        this.segments = new SegmentServing(archive, judge, buffers, ahead);
        this.histories = new HistoryServing(archive, ancestry);
    }

    /** @param fileName what PostgreSQL passes as {@code %f} */
    WalAnswer answer(String fileName) {
        return answer(fileName, true);
    }

    /** @param isPatient whether what may pass is tried again; if not, the first answer is given */
    WalAnswer answer(String fileName, boolean isPatient) {
        WalRequest request = WalRequest.parse(fileName, archive.inventory().segmentSize());
        return switch (request) {
            case WalRequest.Malformed malformed -> new WalAnswer.Malformed(malformed.message());
            case WalRequest.NeverStored _ ->
                new WalAnswer.Absent(fileName + " is of a kind that this archive never holds");
            case WalRequest.History history -> persist(fileName, isPatient, _ -> histories.serve(history.timeline()));
            case WalRequest.Segment segment -> {
                idleWatch.touch();
                yield persist(fileName, isPatient, hold -> segments.serve(segment.name(), hold.left(settings.hold())));
            }
        };
    }

    /** One try at an answer. */
    private interface Attempt {
        WalAnswer run(WalHold hold) throws IOException, InterruptedException;
    }

    private WalAnswer persist(String fileName, boolean isPatient, Attempt attempt) {
        try {
            return persist(fileName, isPatient, attempt, new WalHold(time, random));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return stopping(fileName);
        }
    }

    static WalAnswer stopping(String fileName) {
        return new WalAnswer.Unavailable(
                Fault.INTERNAL, "the daemon stops while it looks for " + fileName, "ask again when it runs");
    }

    private WalAnswer persist(String fileName, boolean isPatient, Attempt attempt, WalHold hold)
            throws InterruptedException {
        boolean isStale = false;
        while (true) {
            try {
                if (isStale) {
                    archive.inventory().refresh();
                }
                WalAnswer answer = attempt.run(hold);
                if (!(answer instanceof WalAnswer.Gap) || isStale && !(isPatient && hold.pause(settings.gapHold()))) {
                    return answer;
                }
                // What is in memory of later segments may be deleted by now: only a full listing tells a gap.
                isStale = true;
            } catch (IOException e) {
                if (!mayPass(e) || !isPatient || !hold.pause(settings.hold())) {
                    return unavailable(fileName, e);
                }
                isStale |= e instanceof ObjectMissingException;
            }
        }
    }

    /** An object that was listed and is not there may have been replaced by another. */
    static boolean mayPass(IOException e) {
        return e instanceof StoreException store && (store.isRetryable() || store instanceof ObjectMissingException);
    }

    private static WalAnswer unavailable(String fileName, IOException e) {
        ObjectFailure failure = ObjectFailure.of("fetching " + fileName, e);
        return new WalAnswer.Unavailable(failure.fault(), String.valueOf(failure.getMessage()), failure.hint());
    }

    private void giveBack() {
        ahead.dropAll();
        buffers.freeIdle();
        buffersAhead.freeIdle();
    }

    /** The memory off the heap that is held now. */
    long heldBytes() {
        return buffers.heldBytes() + buffersAhead.heldBytes();
    }

    /** Gives all memory back that is not being sent; the rest follows when it is. */
    @Override
    public void close() {
        idleWatch.close();
        ahead.close();
        buffers.close();
        buffersAhead.close();
    }
}
