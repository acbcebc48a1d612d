package io.pgcairn.daemon.watch;

import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.observe.WalFigures;
import io.pgcairn.daemon.postgres.Lsn;
import io.pgcairn.daemon.postgres.TimelineId;
import io.pgcairn.daemon.wal.IntakeListener;
import io.pgcairn.daemon.wal.IntakePositions;
import io.pgcairn.daemon.wal.StandbyException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the log and the metrics of one cluster's intake. Safe for use by several threads. */
public final class IntakeReport implements IntakeListener, WalFigures {
    private static final Logger LOG = LoggerFactory.getLogger("io.pgcairn.wal");

    private final String cluster;
    private final IntakePositions positions;
    private final WalLosses losses;
    private final AtomicLong segments = new AtomicLong();
    private final AtomicLong tails = new AtomicLong();
    private volatile Optional<CairnException> lastFailure = Optional.empty();
    private volatile boolean isTried;

    /** When the server was found to be a standby the last time, by the clock that nobody sets. */
    private volatile OptionalLong standbyNanos = OptionalLong.empty();

    public IntakeReport(String cluster, IntakePositions positions, WalLosses losses) {
        this.cluster = cluster;
        this.positions = positions;
        this.losses = losses;
    }

    @Override
    public void connected(TimelineId timeline, Lsn from) {
        lastFailure = Optional.empty();
        isTried = true;
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
        if (failure instanceof StandbyException) {
            standbyNanos = OptionalLong.of(System.nanoTime());
        }
        lastFailure = Optional.of(failure);
        isTried = true;
        tell("WAL intake failed", failure, until.toMillis() + "ms");
    }

    @Override
    public void storeFailed(CairnException failure, int attempt) {
        lastFailure = Optional.of(failure);
        tell("WAL could not be stored", failure, "attempt " + attempt);
    }

    /** Each time: the log itself sums up what is told again and again. */
    private void tell(String what, CairnException failure, String again) {
        LOG.atError()
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
        losses.contradiction();
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
            LOG.atInfo().addKeyValue("cluster", cluster).log("WAL is stored again");
        }
    }

    @Override
    public void gap(TimelineId timeline, Lsn from, Lsn to) {
        losses.gap(to);
        LOG.atError()
                .addKeyValue("cluster", cluster)
                .addKeyValue("timeline", timeline)
                .addKeyValue("from", from)
                .addKeyValue("to", to)
                .addKeyValue("hint", "take a new base backup now: pgcairn backup --wait")
                .log("WAL was removed by the server before it could be stored: nothing in this gap can be restored");
    }

    /** Whether it was connected once, or the reason is known why not. */
    public boolean isTried() {
        return isTried;
    }

    /** The last failure, until WAL is stored again. */
    public Optional<CairnException> lastFailure() {
        return lastFailure;
    }

    @Override
    public OptionalLong durableLagBytes() {
        return isStandby() ? OptionalLong.empty() : positions.lagBytes();
    }

    @Override
    public Duration durableLag() {
        return asPrimary(positions.lag());
    }

    @Override
    public Duration silentFor() {
        return asPrimary(positions.silentFor());
    }

    /** Until the next that is found out about the server. */
    @Override
    public boolean isStandby() {
        return lastFailure.filter(StandbyException.class::isInstance).isPresent();
    }

    /** Of a standby nothing is awaited: what is missed is counted from the last that it was one. */
    private Duration asPrimary(Duration span) {
        OptionalLong since = standbyNanos;
        if (isStandby()) {
            return Duration.ZERO;
        }
        if (since.isEmpty()) {
            return span;
        }
        Duration longest = Duration.ofNanos(System.nanoTime() - since.getAsLong());
        return span.compareTo(longest) < 0 ? span : longest;
    }

    @Override
    public long gaps() {
        return losses.gaps();
    }

    @Override
    public long contradictions() {
        return losses.contradictions();
    }

    @Override
    public boolean isSplit() {
        return losses.isSplit();
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
