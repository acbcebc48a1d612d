package io.pgcairn.daemon.restore;

import io.pgcairn.daemon.catalog.WalArchive;
import io.pgcairn.daemon.fault.Fault;
import io.pgcairn.daemon.pipeline.CorruptFrameException;
import io.pgcairn.daemon.postgres.SegmentName;
import io.pgcairn.storage.ObjectMissingException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Answers for segments: whole and verified in memory before a byte of them is sent. */
final class SegmentServing {
    private final WalArchive archive;
    private final SegmentJudge judge;
    private final SegmentBuffers buffers;
    private final SegmentAhead ahead;

    SegmentServing(WalArchive archive, SegmentJudge judge, SegmentBuffers buffers, SegmentAhead ahead) {
        this.archive = archive;
        this.judge = judge;
        this.buffers = buffers;
        this.ahead = ahead;
    }

    /** @param wait how long to wait for memory, and for a fetch that is under way */
    WalAnswer serve(SegmentName segment, Duration wait) throws IOException, InterruptedException {
        return switch (judge.judge(segment)) {
            case SegmentVerdict.Told told -> told.answer();
            case SegmentVerdict.Whole _ -> whole(segment, wait);
            case SegmentVerdict.Last _ -> fetched(segment, wait, this::fillFromTails);
        };
    }

    private WalAnswer whole(SegmentName segment, Duration wait) throws IOException, InterruptedException {
        Optional<WalFile> atHand = ahead.take(segment, wait);
        WalAnswer answer = atHand.isPresent()
                ? new WalAnswer.Found(atHand.get())
                : fetched(segment, wait, (name, buffer) -> {
                    archive.fetchSegment(name, buffer.bytes());
                    return buffer.bytes().capacity();
                });
        if (answer instanceof WalAnswer.Found) {
            ahead.follow(segment);
        }
        return answer;
    }

    private int fillFromTails(SegmentName segment, SegmentBuffer buffer) throws IOException {
        int covered = archive.fetchTails(segment, buffer.bytes());
        if (covered == 0) {
            // The whole segment took their place since they were judged; zeros alone would end recovery here.
            throw new ObjectMissingException("the tails of segment " + segment + " are gone", "", null);
        }
        buffer.zeroFrom(covered);
        return covered;
    }

    /** Fills a buffer with one segment. */
    private interface Filling {
        /** How many bytes were stored. */
        int fill(SegmentName segment, SegmentBuffer buffer) throws IOException;
    }

    private WalAnswer fetched(SegmentName segment, Duration wait, Filling filling)
            throws IOException, InterruptedException {
        Optional<SegmentBuffer> leased = buffers.lease(wait);
        if (leased.isEmpty()) {
            return new WalAnswer.Unavailable(
                    Fault.INTERNAL,
                    "no memory came free to serve a WAL segment: other clients are slow to take theirs",
                    "ask again; restore fewer servers at once from this daemon");
        }
        SegmentBuffer buffer = leased.get();
        int covered;
        try {
            covered = filling.fill(segment, buffer);
        } catch (CorruptFrameException e) {
            buffer.release();
            return toldCorrupt(segment, e);
        } catch (IOException | RuntimeException e) {
            buffer.release();
            throw e;
        }
        return new WalAnswer.Found(buffer.toFile(covered));
    }

    /** A second content may have come in after the segment was judged. */
    private WalAnswer toldCorrupt(SegmentName segment, CorruptFrameException e) throws CorruptFrameException {
        if (archive.inventory().isContradictory(segment)) {
            return judge.contradicted(segment);
        }
        throw e;
    }
}
