package io.pgcairn.daemon.program;

import io.pgcairn.daemon.config.Configuration;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/** By the Unix socket: one connection a request, since the JDK's client of HTTP knows TCP alone. */
final class SocketLine implements DaemonLine {
    private static final int MOST = 64 << 20;
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final Path socket;

    private SocketLine(Path socket) {
        this.socket = socket;
    }

    /** If somebody listens there, and this user may ask. */
    static Optional<SocketLine> of(Configuration configuration) {
        return DaemonSocket.of(configuration).filter(SocketLine::answers).map(SocketLine::new);
    }

    private static boolean answers(Path socket) {
        try {
            connect(socket, PATIENCE).close();
            return true;
        } catch (IOException | IllegalArgumentException e) {
            return false;
        }
    }

    /**
     * A connected channel that blocks. Connecting itself does not: where the other side's backlog is full the kernel
     * would hold a blocking attempt without end, and does not tell when there is room.
     */
    static SocketChannel connect(Path socket, Duration limit) throws IOException {
        UnixDomainSocketAddress server = UnixDomainSocketAddress.of(socket);
        long deadline = System.nanoTime() + limit.toNanos();
        while (true) {
            SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
            try {
                channel.configureBlocking(false);
                if (channel.connect(server)) {
                    channel.configureBlocking(true);
                    return channel;
                }
            } catch (IOException e) {
                channel.close();
                if (!isFull(e)) {
                    throw e;
                }
            }
            channel.close();
            if (System.nanoTime() - deadline > 0) {
                throw new SocketTimeoutException("nobody takes the connection");
            }
            LockSupport.parkNanos(PAUSE.toNanos());
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedIOException("interrupted while connecting");
            }
        }
    }

    /** Linux says so by EAGAIN, of which Java keeps the words alone; in other languages the first attempt counts. */
    private static boolean isFull(IOException e) {
        return String.valueOf(e.getMessage()).contains("temporarily unavailable");
    }

    @Override
    public Answer ask(String method, String path, Optional<String> body) throws IOException, InterruptedException {
        byte[] sent = body.orElse("").getBytes(StandardCharsets.UTF_8);
        String head = method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: "
                + sent.length + "\r\n\r\n";
        FutureTask<Answer> exchange = new FutureTask<>(() -> exchange(head.getBytes(StandardCharsets.US_ASCII), sent));
        Thread.ofVirtual().name("daemon-line").start(exchange);
        try {
            return exchange.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IOException(e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            throw new IOException("it did not answer within " + PATIENCE.toSeconds() + " s", e);
        } finally {
            // Interrupts what still waits at the socket, which closes it.
            exchange.cancel(true);
        }
    }

    private Answer exchange(byte[] head, byte[] sent) throws IOException {
        try (SocketChannel channel = connect(socket, PATIENCE)) {
            for (byte[] part : new byte[][] {head, sent}) {
                ByteBuffer rest = ByteBuffer.wrap(part);
                while (rest.hasRemaining()) {
                    channel.write(rest);
                }
            }
            return answer(Channels.newInputStream(channel).readNBytes(MOST));
        }
    }

    /** A whole reply, whose body ends with the connection. */
    private static Answer answer(byte[] reply) throws IOException {
        String text = new String(reply, StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        if (end < 0 || !text.startsWith("HTTP/1.1 ")) {
            throw new IOException("its answer was cut off");
        }
        String[] lines = text.substring(0, end).split("\r\n");
        byte[] body = text.substring(end + 4).getBytes(StandardCharsets.ISO_8859_1);
        for (String line : lines) {
            if (line.regionMatches(true, 0, "content-length:", 0, 15)
                    && Integer.parseInt(line.substring(15).strip()) != body.length) {
                throw new IOException("its answer was cut off");
            }
        }
        return new Answer(Integer.parseInt(lines[0].split(" ")[1]), body);
    }

    @Override
    public String place() {
        return socket.toString();
    }
}
