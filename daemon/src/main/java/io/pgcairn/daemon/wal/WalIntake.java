package io.pgcairn.daemon.wal;

import io.pgcairn.daemon.catalog.Lineage;
import io.pgcairn.daemon.catalog.Lineages;
import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.postgres.Lsn;
import io.pgcairn.daemon.postgres.PostgresConnector;
import io.pgcairn.daemon.postgres.PostgresException;
import io.pgcairn.daemon.postgres.ReplicationConnection;
import io.pgcairn.daemon.postgres.SegmentSize;
import io.pgcairn.daemon.postgres.StreamEnd;
import io.pgcairn.daemon.postgres.WalStream;
import io.pgcairn.daemon.pulse.Pulse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes in one cluster's WAL for as long as the daemon runs: connects, streams, and begins anew after whatever happens.
 * {@link #run} belongs to one thread; everything else may be called by any.
 */
public final class WalIntake implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(WalIntake.class);

    private final PostgresConnector connector;
    private final Lineages lineages;
    private final IntakeSettings settings;
    private final IntakeListener listener;
    private final IntakePositions positions;
    private final Backoff backoff;
    private final InstantSource clock;
    private final IntakeWatch watch;
    private final Pulse pulse;
    private final Signal stopping = new Signal();
    private final CountDownLatch ended = new CountDownLatch(1);

    private volatile boolean isStopping;
    private volatile @Nullable StreamRun current;
    private volatile @Nullable ReplicationConnection connection;
    private volatile @Nullable Shipping shipping;
    private volatile Optional<Lineage> lineage = Optional.empty();
    private Lsn removed = Lsn.ZERO;

    public WalIntake(
            PostgresConnector connector,
            Lineages lineages,
            IntakeSettings settings,
            IntakeListener listener,
            IntakePositions positions,
            Backoff backoff,
            InstantSource clock,
            IntakeWatch watch) {
        this.connector = connector;
        this.lineages = lineages;
        this.settings = settings;
        this.listener = listener;
        this.positions = positions;
        this.backoff = backoff;
        this.clock = clock;
        this.watch = watch;
        this.pulse = watch.open("the intake of WAL");
    }

    /** Takes in WAL until {@link #stop}. */
    @Override
    public void run() {
        try {
            takeIn();
            pulse.close();
        } finally {
            ended.countDown();
        }
    }

    private void takeIn() {
        int failures = 0;
        while (!isStopping) {
            try {
                settle();
                pulse.within(watch.session());
                session();
                failures = 0;
                pause(backoff.after(1));
            } catch (CairnException e) {
                failures = isProgress(e) ? 1 : failures + 1;
                failed(e, backoff.after(failures));
            } catch (RuntimeException e) {
                // A defect must not end the intake for good, nor go unheard: it is told like any other failure.
                failures++;
                failed(IntakeException.defect(e), backoff.after(failures));
            } catch (InterruptedException e) {
                isStopping = true;
            } finally {
                disconnected();
            }
        }
        settleForGood();
    }

    private void settleForGood() {
        try {
            settle();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void failed(CairnException e, Duration pause) {
        if (!isStopping) {
            listener.failed(e, pause);
            pause(pause);
        }
    }

    /** A removed position is not asked for again: the next try begins elsewhere. */
    private static boolean isProgress(CairnException e) {
        return e instanceof PostgresException.WalRemoved;
    }

    private void pause(Duration pause) {
        pulse.within(watch.waiting(pause));
        try {
            stopping.await(pause);
        } catch (InterruptedException e) {
            isStopping = true;
        }
    }

    private void disconnected() {
        if (positions.isStreaming()) {
            positions.disconnected();
            listener.disconnected();
        }
    }

    private void session() throws CairnException, InterruptedException {
        try (ReplicationConnection opened = connector.replication()) {
            connection = opened;
            IntakeSession session = IntakeSession.open(connector, opened, lineages, settings.slot(), removed, clock);
            lineage = Optional.of(session.lineage());
            reportGap(session);
            stream(opened, session, beginShipping(session.lineage()));
        } finally {
            connection = null;
        }
    }

    private void reportGap(IntakeSession session) {
        if (!removed.equals(Lsn.ZERO) && session.start().durable().isAfter(removed)) {
            listener.gap(session.start().timeline(), removed, session.start().durable());
            removed = Lsn.ZERO;
        }
    }

    private Shipping beginShipping(Lineage of) {
        Shipping begun = new Shipping(of.wal(), settings.parallel(), listener, backoff, clock, watch);
        shipping = begun;
        return begun;
    }

    /**
     * Waits until every segment that was taken in is in the store. The next connection begins at what the store holds,
     * so it is not made before; while the store is down, no connection is held that PostgreSQL would have to wait for.
     */
    private void settle() throws InterruptedException {
        Shipping last = shipping;
        if (last != null) {
            last.drain(pulse, watch);
            last.close();
            shipping = null;
        }
    }

    /** Streams timeline after timeline until the server or we end it. */
    private void stream(ReplicationConnection opened, IntakeSession session, Shipping into)
            throws CairnException, InterruptedException {
        SegmentSize size = session.lineage().facts().segmentSize();
        StartPoint start = session.start();
        while (!isStopping) {
            StreamEnd end = streamOne(opened, session, start, into);
            if (!(end instanceof StreamEnd.TimelineEnded turn)) {
                return;
            }
            into.drain(pulse, watch);
            pulse.within(watch.session());
            if (positions.durable().isBefore(turn.switchPoint())) {
                // Its last tail could not be stored. The next connection finds out from the store where to go on.
                throw IntakeException.notDurable(turn.switchPoint(), positions.durable());
            }
            new Ancestry(opened, session.lineage().wal()).fetchAndStore(turn.next());
            start = new StartPoint(turn.next(), size.startOf(turn.switchPoint()), turn.switchPoint());
        }
    }

    private StreamEnd streamOne(ReplicationConnection opened, IntakeSession session, StartPoint start, Shipping into)
            throws CairnException, InterruptedException {
        try (WalStream stream = opened.startReplication(settings.slot(), start.from(), start.timeline())) {
            StreamRun run =
                    new StreamRun(stream, start, session.lineage(), into, settings, listener, positions, watch, pulse);
            current = run;
            listener.connected(start.timeline(), start.from());
            return run.run();
        } catch (PostgresException.WalRemoved e) {
            removed = start.durable();
            throw e;
        } finally {
            current = null;
        }
    }

    /** The lineage that WAL was last taken in for; empty before the first connection. */
    public Optional<Lineage> lineage() {
        return lineage;
    }

    public IntakePositions positions() {
        return positions;
    }

    /**
     * Waits until everything before {@code lsn} is durable, and hastens it.
     *
     * @throws IntakeException the patience ran out first
     */
    public void awaitDurable(Lsn lsn, Duration patience) throws IntakeException, InterruptedException {
        if (!positions.awaitDurable(lsn, patience, this::hasten)) {
            throw IntakeException.notDurable(lsn, positions.durable());
        }
    }

    private void hasten() {
        StreamRun run = current;
        if (run != null) {
            run.hasten();
        }
    }

    /**
     * Ends the intake: what was received is stored and acknowledged if that takes no longer than the patience; what is
     * not comes again from the slot. Returns when {@link #run} has ended, or soon after the patience.
     */
    public void stop(Duration patience) throws InterruptedException {
        isStopping = true;
        stopping.raise();
        long deadline = System.nanoTime() + patience.toNanos();
        StreamRun run = current;
        if (run != null) {
            run.stop(patience.dividedBy(2));
        }
        if (!ended.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
            abort();
            // Nothing holds it now but a store that does not answer.
            ended.await(patience.dividedBy(4).toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private void abort() {
        Shipping unfinished = shipping;
        if (unfinished != null) {
            unfinished.abandon();
        }
        ReplicationConnection open = connection;
        if (open != null) {
            open.close();
        }
    }
}
