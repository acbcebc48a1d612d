package io.pgcairn.daemon.wal;

import io.pgcairn.daemon.postgres.PostgresException;
import io.pgcairn.daemon.postgres.WalStream;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the server how far we are: at once when the frontier moves or a reply is wanted, and every interval. Flush and
 * apply are the durable frontier, never what is only in memory.
 */
final class Acknowledger {
    private static final Logger LOG = LoggerFactory.getLogger(Acknowledger.class);

    private final WalStream stream;
    private final SegmentAssembler assembler;
    private final Frontier frontier;
    private final Duration interval;
    private final Signal due;
    private volatile boolean isStopping;

    /** @param due raised when the frontier has moved or the server wants a reply */
    Acknowledger(WalStream stream, SegmentAssembler assembler, Frontier frontier, Duration interval, Signal due) {
        this.stream = stream;
        this.assembler = assembler;
        this.frontier = frontier;
        this.interval = interval;
        this.due = due;
    }

    /**
     * Acknowledges until stopped, or until the connection breaks, which the receiver reports.
     *
     * @param alive told before each round
     */
    void run(Runnable alive) {
        try {
            while (!isStopping) {
                alive.run();
                send(false);
                due.await(interval);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (PostgresException e) {
            LOG.atDebug().addKeyValue("error", e.getMessage()).log("a status could not be sent");
            stream.close();
        }
    }

    /** Ends {@link #run}. */
    void stop() {
        isStopping = true;
        due.raise();
    }

    void send(boolean requestReply) throws PostgresException {
        long durable = frontier.position().value();
        long received = assembler.position().max(frontier.position()).value();
        stream.sendStatus(received, durable, durable, requestReply);
    }
}
