package io.pgcairn.daemon.postgres;

import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * WAL as the server sends it. One thread calls {@link #next}; any thread may send a status, stop or close. Receiving
 * allocates nothing per message.
 */
public final class WalStream implements AutoCloseable {
    /** What one call of {@link #next} brought. */
    public enum Progress {
        /** A message; the sink was called unless it was one of the protocol's own. */
        MESSAGE,
        /** Nothing came within the patience. */
        SILENCE,
        /** The stream has ended; {@link #end} says why. */
        ENDED
    }

    private static final long EPOCH_2000_MILLIS =
            Instant.parse("2000-01-01T00:00:00Z").toEpochMilli();
    private static final int WAL_HEADER = 25;
    private static final int STATUS_BYTES = 39;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Wire wire;
    private final Clock clock;
    private final String doing;
    private final ReentrantLock writing = new ReentrantLock();
    private final byte[] statusBytes = new byte[STATUS_BYTES];
    private final ByteBuffer status = ByteBuffer.wrap(statusBytes);
    private long serverEnd;
    private boolean doneSent;
    private boolean serverDone;
    private boolean serverCloses;
    private @Nullable Row nextTimeline;
    private volatile @Nullable StreamEnd end;

    /** @param copying whether the server has started to send; otherwise it had nothing on this timeline */
    WalStream(Wire wire, Clock clock, String doing, boolean copying) throws PostgresException {
        this.wire = wire;
        this.clock = clock;
        this.doing = doing;
        this.doneSent = !copying;
        this.serverDone = !copying;
        wire.timeout(PATIENCE, doing);
    }

    /** How long {@link #next} waits; 10 s at first. To be called by the receiving thread. */
    public void patience(Duration patience) throws PostgresException {
        wire.timeout(patience, doing);
    }

    /**
     * Receives one message, or finds that none came in time, which loses nothing: the next call goes on.
     *
     * @throws PostgresException the stream broke, or the server reports an error; the connection may be usable in the
     *     second case
     */
    public Progress next(WalSink sink) throws PostgresException {
        if (end != null) {
            return Progress.ENDED;
        }
        byte type;
        try {
            type = wire.next(doing);
        } catch (PostgresException.Unreachable e) {
            if (!serverCloses) {
                throw e;
            }
            end = new StreamEnd.ServerClosed();
            return Progress.ENDED;
        }
        try {
            return handle(type, sink);
        } catch (ProtocolException e) {
            throw wire.lost(doing, e);
        }
    }

    private Progress handle(byte type, WalSink sink) throws PostgresException, ProtocolException {
        switch (type) {
            case Wire.SILENCE -> {
                return Progress.SILENCE;
            }
            case 'd' -> deliver(sink);
            case 'c' -> {
                serverDone = true;
                stop();
            }
            case 'D' -> nextTimeline = Row.read(wire.reader());
            // A server that shuts down says so without an end of the copy, and hangs up.
            case 'C' -> serverCloses = !serverDone;
            case 'T' -> {}
            case 'Z' -> {
                end = ending();
                return Progress.ENDED;
            }
            default -> throw wire.unexpected(type, doing);
        }
        return Progress.MESSAGE;
    }

    private void deliver(WalSink sink) throws ProtocolException {
        MessageReader reader = wire.reader();
        byte kind = reader.byteAt(0);
        if (kind == 'w' && reader.length() >= WAL_HEADER) {
            serverEnd = reader.longAt(9);
            sink.wal(reader.longAt(1), reader.buffer(), reader.offset() + WAL_HEADER, reader.length() - WAL_HEADER);
        } else if (kind == 'k') {
            serverEnd = reader.longAt(1);
            sink.keepalive(reader.longAt(1), reader.byteAt(17) != 0);
        } else {
            throw new ProtocolException("replication message of type '" + (char) kind + "'");
        }
    }

    private StreamEnd ending() throws ProtocolException {
        Row row = nextTimeline;
        if (row == null) {
            return new StreamEnd.Stopped();
        }
        return new StreamEnd.TimelineEnded(new TimelineId(Long.parseLong(row.text(0))), Lsn.parse(row.text(1)));
    }

    /**
     * The server's end of WAL, a position, as the last message tells it; zero before the first. For the receiving
     * thread.
     */
    public long serverEnd() {
        return serverEnd;
    }

    /** Why the stream ended. */
    public StreamEnd end() {
        StreamEnd reached = end;
        if (reached == null) {
            throw new IllegalStateException("the stream has not ended");
        }
        return reached;
    }

    /**
     * Tells the server how far we are. After the end of the stream, or after {@link #stop}, nothing is sent.
     *
     * @param write received up to here
     * @param flush durable up to here: the server may drop WAL before it, and synchronous commits wait for it
     * @param apply as flush
     */
    public void sendStatus(long write, long flush, long apply, boolean requestReply) throws PostgresException {
        writing.lock();
        try {
            if (doneSent) {
                return;
            }
            status.clear()
                    .put((byte) 'd')
                    .putInt(STATUS_BYTES - 1)
                    .put((byte) 'r')
                    .putLong(write)
                    .putLong(flush)
                    .putLong(apply)
                    .putLong((clock.millis() - EPOCH_2000_MILLIS) * 1000)
                    .put((byte) (requestReply ? 1 : 0));
            wire.send(statusBytes, doing);
        } finally {
            writing.unlock();
        }
    }

    /** Asks the server to end the stream; {@link #next} delivers what is under way and then the end. */
    public void stop() throws PostgresException {
        writing.lock();
        try {
            if (!doneSent) {
                doneSent = true;
                wire.copyDone(doing);
            }
        } finally {
            writing.unlock();
        }
    }

    /** Breaks the connection unless the stream has ended. */
    @Override
    public void close() {
        if (end == null) {
            wire.abort();
        }
    }
}
