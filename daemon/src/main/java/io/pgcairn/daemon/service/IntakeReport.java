package io.pgcairn.daemon.service;

import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.observe.WalFigures;
import io.pgcairn.daemon.postgres.Lsn;
import io.pgcairn.daemon.postgres.TimelineId;
import io.pgcairn.daemon.wal.IntakeListener;
import io.pgcairn.daemon.wal.IntakePositions;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Tells the log and the metrics of one cluster's intake. Safe for use by several threads. */
final class IntakeReport implements IntakeListener, WalFigures {
    private static final Logger LOG = LoggerFactory.getLogger("io.pgcairn.wal");

    private final String cluster;
    private final IntakePositions positions;
    private final AtomicLong segments = new AtomicLong();
    private final AtomicLong tails = new AtomicLong();
    private volatile Optional<CairnException> lastFailure = Optional.empty();
    private volatile String lastTold = "";

    IntakeReport(String cluster, IntakePositions positions) {
        this.cluster = cluster;
        this.positions = positions;
    }

    @Override
    public void connected(TimelineId timeline, Lsn from) {
        lastFailure = Optional.empty();
        lastTold = "";
        LOG.atInfo()
                .addKeyValue("cluster", cluster)
                .addKeyValue("timeline", timeline)
                .addKeyValue("lsn", from)
                .log("streaming WAL");
    }

    @Override
    public void disconnected() {
        LOG.atInfo()
                .addKeyValue("cluster", cluster)
                .addKeyValue("durable", positions.durable())
                .log("streaming ended");
    }

    @Override
    public void failed(CairnException failure, Duration until) {
        lastFailure = Optional.of(failure);
        tell("WAL intake failed", failure, until.toMillis() + "ms");
    }

    @Override
    public void storeFailed(CairnException failure, int attempt) {
        lastFailure = Optional.of(failure);
        tell("WAL could not be stored", failure, "attempt " + attempt);
    }

    /** The same failure again is told at debug level only: a store that is down for hours does not flood the log. */
    private void tell(String what, CairnException failure, String again) {
        String told = what + failure.fault();
        Level level = told.equals(lastTold) ? Level.DEBUG : Level.ERROR;
        lastTold = told;
        LOG.atLevel(level)
                .addKeyValue("cluster", cluster)
                .addKeyValue("error", failure.getMessage())
                .addKeyValue("hint", failure.hint())
                .addKeyValue("retry", again)
                .log(what);
    }

    @Override
    public void segmentStored(String segment, Duration took) {
        segments.incrementAndGet();
        storedAgain();
        LOG.atInfo()
                .addKeyValue("cluster", cluster)
                .addKeyValue("segment", segment)
                .addKeyValue("ms", took.toMillis())
                .log("segment stored");
    }

    @Override
    public void contradiction(String segment) {
        LOG.atError()
                .addKeyValue("cluster", cluster)
                .addKeyValue("segment", segment)
                .addKeyValue("hint", "find the second primary of this timeline and stop it; keep both archives")
                .log("split brain: the store holds two different contents of one segment");
    }

    @Override
    public void tailStored(String segment, int bytes) {
        tails.incrementAndGet();
        storedAgain();
        LOG.atDebug()
                .addKeyValue("cluster", cluster)
                .addKeyValue("segment", segment)
                .addKeyValue("bytes", bytes)
                .log("tail stored");
    }

    private void storedAgain() {
        if (lastFailure.isPresent()) {
            lastFailure = Optional.empty();
            lastTold = "";
            LOG.atInfo().addKeyValue("cluster", cluster).log("WAL is stored again");
        }
    }

    @Override
    public void gap(TimelineId timeline, Lsn from, Lsn to) {
        LOG.atError()
                .addKeyValue("cluster", cluster)
                .addKeyValue("timeline", timeline)
                .addKeyValue("from", from)
                .addKeyValue("to", to)
                .addKeyValue("hint", "take a new base backup now: pgcairn backup --wait")
                .log("WAL was removed by the server before it could be stored: nothing in this gap can be restored");
    }

    /** The last failure, until WAL is stored again. */
    Optional<CairnException> lastFailure() {
        return lastFailure;
    }

    @Override
    public OptionalLong durableLagBytes() {
        return positions.lagBytes();
    }

    @Override
    public Optional<Instant> lastDurable() {
        Instant at = positions.durableAt();
        return at.equals(Instant.EPOCH) ? Optional.empty() : Optional.of(at);
    }

    @Override
    public long receivedBytes() {
        return positions.receivedBytes();
    }

    @Override
    public long segmentsStored() {
        return segments.get();
    }

    @Override
    public long tailsStored() {
        return tails.get();
    }

    @Override
    public boolean connected() {
        return positions.isStreaming();
    }
}
