package io.pgcairn.daemon.wal;

import io.pgcairn.daemon.catalog.Lineage;
import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.postgres.Lsn;
import io.pgcairn.daemon.postgres.PostgresException;
import io.pgcairn.daemon.postgres.SegmentSize;
import io.pgcairn.daemon.postgres.StreamEnd;
import io.pgcairn.daemon.postgres.WalStream;
import io.pgcairn.daemon.pulse.Pulse;
import io.pgcairn.daemon.trail.Trail;
import java.time.Duration;

/**
 * One stream of one timeline: the receiver, which is the thread that calls {@link #run}, and beside it a thread that
 * ships tails and one that acknowledges.
 */
final class StreamRun {
    private static final Duration POLL = Duration.ofSeconds(1);

    private final WalStream stream;
    private final StartPoint start;
    private final IntakeSettings settings;
    private final IntakePositions positions;
    private final SegmentAssembler assembler;
    private final Frontier frontier;
    private final TailShipper tails;
    private final Acknowledger acknowledger;
    private final Signal statusDue = new Signal();
    private final IntakeWatch watch;
    private final Pulse receiving;
    private final Duration hearing;
    private final Duration storing;

    StreamRun(
            WalStream stream,
            StartPoint start,
            Lineage lineage,
            Shipping into,
            IntakeSettings settings,
            IntakeListener listener,
            IntakePositions positions,
            IntakeWatch watch,
            Pulse receiving) {
        this.stream = stream;
        this.start = start;
        this.settings = settings;
        this.positions = positions;
        this.watch = watch;
        this.receiving = receiving;
        // A full store holds the receiver up for the stall timeout, and is then told.
        this.hearing = watch.waiting(settings.stallTimeout().plus(settings.silence()));
        SegmentSize size = lineage.facts().segmentSize();
        this.storing = watch.storing(size.bytes());
        SegmentCheck check = new SegmentCheck(lineage.id().systemId(), size);
        int tailEnd = start.tailEnd(lineage.wal().inventory());
        // Tails that an earlier connection stored count once the bytes that come again are found to be the same.
        this.frontier = new Frontier(tailEnd > 0 ? start.from() : start.durable(), size, this::frontierMoved);
        this.assembler = new SegmentAssembler(
                start,
                tailEnd,
                size,
                into.pool(),
                settings.stallTimeout(),
                segment -> {
                    check.require(segment);
                    into.shipper().submit(segment, this.frontier);
                },
                this::keepalive);
        this.tails = new TailShipper(lineage.wal(), assembler, frontier, tailEnd, settings.tailInterval(), listener);
        this.acknowledger = new Acknowledger(stream, assembler, frontier, settings.statusInterval(), statusDue);
    }

    /**
     * Receives until the stream ends. What was received is then durable or on its way, and acknowledged as far as it
     * was durable.
     */
    StreamEnd run() throws CairnException, InterruptedException {
        positions.streaming(start.timeline(), start.from(), frontier.position());
        Thread tailing = Thread.ofVirtual().name("wal-tail").start(Trail.here().around(this::tail));
        Thread acknowledging =
                Thread.ofVirtual().name("wal-ack").start(Trail.here().around(this::acknowledge));
        try {
            return receive();
        } finally {
            receiving.within(storing.multipliedBy(2));
            tails.stop();
            tailing.join();
            acknowledger.stop();
            acknowledging.join();
            assembler.abandon();
        }
    }

    private void tail() {
        Pulse pulse = watch.open("the storing of tails");
        tails.run(() -> pulse.within(watch.waiting(settings.tailInterval()).plus(storing)));
        pulse.close();
    }

    private void acknowledge() {
        Pulse pulse = watch.open("the acknowledging of WAL");
        // A server that reads nothing holds it up until its silence is noticed, and the connection closed.
        acknowledger.run(
                () -> pulse.within(watch.waiting(settings.statusInterval().plus(hearing))));
        pulse.close();
    }

    private StreamEnd receive() throws CairnException {
        stream.patience(POLL);
        long heard = System.nanoTime();
        while (true) {
            receiving.within(hearing);
            WalStream.Progress progress = stream.next(assembler);
            assembler.requireSound();
            switch (progress) {
                case MESSAGE -> {
                    heard = System.nanoTime();
                    positions.received(assembler.position());
                    positions.serverAt(new Lsn(stream.serverEnd()));
                }
                case SILENCE -> answerSilence(Duration.ofNanos(System.nanoTime() - heard));
                case ENDED -> {
                    return stream.end();
                }
            }
        }
    }

    /** An idle server is not a dead one: it is asked, and taken for dead only if it does not answer. */
    private void answerSilence(Duration silence) throws PostgresException, IntakeException {
        if (silence.compareTo(settings.silence()) > 0) {
            throw IntakeException.silent(silence.toSeconds());
        }
        if (silence.compareTo(settings.silence().dividedBy(2)) > 0) {
            acknowledger.send(true);
        }
    }

    private void keepalive(Lsn serverEnd, boolean replyRequested) {
        if (replyRequested) {
            // A server that shuts down asks until its last record is flushed here: no waiting for the interval.
            if (!assembler.position().isBefore(serverEnd)) {
                tails.want();
            }
            statusDue.raise();
        }
    }

    private void frontierMoved() {
        positions.durable(frontier.position());
        statusDue.raise();
        tails.frontierMoved();
    }

    /** Makes what was received so far durable soon. */
    void hasten() {
        tails.want();
    }

    /** Ends the stream in good order, once what was received is stored and acknowledged, or after the patience. */
    void stop(Duration patience) throws InterruptedException {
        Lsn received = assembler.position();
        tails.want();
        positions.awaitDurable(received, patience, tails::want);
        try {
            acknowledger.send(false);
            stream.stop();
        } catch (PostgresException e) {
            stream.close();
        }
    }
}
