package io.pgcairn.daemon.postgres;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The bytes of one connected Unix domain socket. Its channel does not block: a read tries at once, which suffices while
 * WAL streams, and waits with a deadline only where nothing is there.
 */
final class UnixChannel {
    static final String CLOSED = "Socket closed";

    /** The channel copies through memory outside the heap, as much as is asked for at once. */
    private static final int MOST_AT_ONCE = 128 << 10;

    private static final long BACKLOG_PAUSE_MILLIS = 20;

    private final UnixDomainSocketAddress server;
    private final SocketChannel channel;
    private final Selector readable;
    private final Selector writable;
    private final ReentrantLock reading = new ReentrantLock();
    private final ReentrantLock writing = new ReentrantLock();

    private UnixChannel(UnixDomainSocketAddress server, SocketChannel channel, Selector readable, Selector writable)
            throws IOException {
        this.server = server;
        this.channel = channel;
        this.readable = readable;
        this.writable = writable;
        channel.register(readable, SelectionKey.OP_READ);
        channel.register(writable, SelectionKey.OP_WRITE);
    }

    /** @param timeoutMillis how long a full backlog is waited for; 0 without end */
    static UnixChannel connect(UnixDomainSocketAddress server, int timeoutMillis) throws IOException {
        long deadline = deadline(timeoutMillis);
        while (true) {
            Optional<UnixChannel> connected = attempt(server, deadline);
            if (connected.isPresent()) {
                return connected.get();
            }
            // The kernel does not tell when there is room, so the attempt itself is repeated.
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(BACKLOG_PAUSE_MILLIS));
            if (Thread.interrupted()) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while connecting to " + server);
            }
        }
    }

    /** Empty where the backlog seems to be full, and the deadline is not over. */
    private static Optional<UnixChannel> attempt(UnixDomainSocketAddress server, long deadline) throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.configureBlocking(false);
            if (channel.connect(server)) {
                return Optional.of(opened(server, channel));
            }
            channel.close();
            throw new SocketException("the connection is not made at once");
        } catch (IOException e) {
            channel.close();
            if (!mayBeFull(server, e)) {
                throw new SocketException(server + ": " + e.getMessage(), e);
            }
            if (deadline != 0 && System.nanoTime() - deadline > 0) {
                SocketTimeoutException late =
                        new SocketTimeoutException(server + ": nobody takes the connection: " + e.getMessage());
                late.initCause(e);
                throw late;
            }
            return Optional.empty();
        }
    }

    /**
     * Whether it may be EAGAIN, by which Linux tells of a full backlog. Java throws that as a plain exception whose
     * words are of the host's language; what has a type of its own, such as a refusal, or a socket that is not there or
     * not for us, is something else.
     */
    private static boolean mayBeFull(UnixDomainSocketAddress server, IOException e) {
        return e.getClass().equals(SocketException.class) && Files.isWritable(server.getPath());
    }

    private static UnixChannel opened(UnixDomainSocketAddress server, SocketChannel channel) throws IOException {
        Selector readable = Selector.open();
        try {
            Selector writable = Selector.open();
            try {
                return new UnixChannel(server, channel, readable, writable);
            } catch (IOException | RuntimeException e) {
                writable.close();
                throw e;
            }
        } catch (IOException | RuntimeException e) {
            readable.close();
            throw e;
        }
    }

    /** In the nanoseconds of the system's timer; 0 if there is none. */
    private static long deadline(int timeoutMillis) {
        if (timeoutMillis == 0) {
            return 0;
        }
        long at = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
        return at == 0 ? 1 : at;
    }

    UnixDomainSocketAddress server() {
        return server;
    }

    SocketChannel raw() {
        return channel;
    }

    /** @return how many bytes were read, at least one; -1 at the end */
    int read(byte[] into, int offset, int length, int timeoutMillis) throws IOException {
        Objects.checkFromIndexSize(offset, length, into.length);
        if (length == 0) {
            return 0;
        }
        reading.lock();
        try {
            ByteBuffer buffer = ByteBuffer.wrap(into, offset, Math.min(length, MOST_AT_ONCE));
            int count = channel.read(buffer);
            return count == 0 ? awaited(buffer, deadline(timeoutMillis)) : count;
        } catch (ClosedChannelException | ClosedSelectorException e) {
            throw closed(e);
        } finally {
            reading.unlock();
        }
    }

    private int awaited(ByteBuffer buffer, long deadline) throws IOException {
        boolean interrupted = false;
        try {
            while (true) {
                interrupted |= await(readable, deadline);
                int count = channel.read(buffer);
                if (count != 0) {
                    return count;
                }
            }
        } finally {
            restore(interrupted);
        }
    }

    void write(byte[] from, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, from.length);
        writing.lock();
        boolean interrupted = false;
        try {
            int end = offset + length;
            int at = offset;
            while (at < end) {
                int count = channel.write(ByteBuffer.wrap(from, at, Math.min(end - at, MOST_AT_ONCE)));
                at += count;
                if (count == 0) {
                    interrupted |= await(writable, 0);
                }
            }
        } catch (ClosedChannelException | ClosedSelectorException e) {
            throw closed(e);
        } finally {
            writing.unlock();
            restore(interrupted);
        }
    }

    /**
     * Returns when there may be something to do, or throws at the deadline. An interrupt is taken as Java's sockets
     * take it: on a virtual thread it ends the socket, on another it waits until the call is over.
     *
     * @return whether the thread was interrupted, which its flag no longer tells: no selector waits while it does
     */
    private boolean await(Selector selector, long deadline) throws IOException {
        long millis = 0;
        if (deadline != 0) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                throw new SocketTimeoutException("Read timed out");
            }
            millis = left / 1_000_000 + 1;
        }
        selector.select(key -> {}, millis);
        boolean interrupted = Thread.interrupted();
        if (interrupted && Thread.currentThread().isVirtual()) {
            restore(true);
            close();
            throw new SocketException("Closed by interrupt");
        }
        return interrupted;
    }

    private static void restore(boolean interrupted) {
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    static SocketException closed(Exception cause) {
        return new SocketException(CLOSED, cause);
    }

    /** Whoever waits is woken: closing a selector does that. */
    void close() throws IOException {
        try (readable;
                writable) {
            channel.close();
        }
    }
}
