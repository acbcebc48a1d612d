package io.pgcairn.daemon.systemd;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The socket that {@code NOTIFY_SOCKET} names, a path or an abstract name after {@code @}; without one nothing is said.
 * A message that cannot be sent is told once and harms nothing. Safe for use by several threads.
 */
final class NotifySocket {
    private static final Logger LOG = LoggerFactory.getLogger(NotifySocket.class);

    /** What {@code sockaddr_un} has room for, a closing zero included. */
    private static final int LONGEST_NAME = 107;

    private static final int TRIES = 50;
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(100);

    private final Libc libc;
    private final byte[] address;
    private volatile boolean isTold;

    private NotifySocket(Libc libc, byte[] address) {
        this.libc = libc;
        this.address = address;
    }

    /** Empty if nobody listens. */
    static Optional<NotifySocket> of(Map<String, String> environment) {
        String name = environment.getOrDefault("NOTIFY_SOCKET", "");
        if (name.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new NotifySocket(new Libc(), address(name)));
        } catch (RuntimeException | LinkageError e) {
            LOG.atWarn()
                    .addKeyValue("socket", name)
                    .addKeyValue("error", e.getMessage())
                    .log("NOTIFY_SOCKET cannot be used; whoever started this hears nothing");
            return Optional.empty();
        }
    }

    /** The bytes of a {@code sockaddr_un}: the family, then a path with a closing zero, or a zero and a name. */
    private static byte[] address(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        boolean isAbstract = name.startsWith("@");
        if (!isAbstract && !name.startsWith("/")) {
            throw new IllegalArgumentException("neither an absolute path nor an abstract name");
        }
        if (bytes.length > LONGEST_NAME) {
            throw new IllegalArgumentException("longer than " + LONGEST_NAME + " bytes");
        }
        if (isAbstract) {
            bytes[0] = 0;
        }
        ByteBuffer address = ByteBuffer.allocate(2 + bytes.length + (isAbstract ? 0 : 1))
                .order(ByteOrder.nativeOrder())
                .putShort((short) Libc.AF_UNIX)
                .put(bytes);
        return address.array();
    }

    /** Sends assignments, one a line, as one message; waits five seconds at most for room. */
    void send(String message) {
        byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
        try {
            for (int left = TRIES; !isSent(bytes, left); left--) {
                LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
            }
        } catch (IOException | RuntimeException e) {
            tell(e);
        }
    }

    private boolean isSent(byte[] bytes, int left) throws IOException {
        try {
            libc.sendDatagram(address, bytes);
            return true;
        } catch (Libc.FullQueueException e) {
            if (left <= 1) {
                throw e;
            }
            return false;
        }
    }

    /** The kernel's monotonic clock in microseconds; empty if it cannot be read. */
    Optional<Long> monotonicMicros() {
        try {
            return Optional.of(libc.monotonicMicros());
        } catch (IOException | RuntimeException e) {
            tell(e);
            return Optional.empty();
        }
    }

    private void tell(Exception e) {
        if (!isTold) {
            isTold = true;
            LOG.atWarn()
                    .addKeyValue("error", e.getMessage())
                    .log("systemd cannot be told how the daemon stands; this is said once");
        }
    }
}
