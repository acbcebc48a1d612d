package io.pgcairn.storage.remote;

import java.time.Duration;

/**
 * The limits a backend gives its client, so that a request that hangs leaves time for another try.
 *
 * @param connect for a connection and its TLS handshake
 * @param silence the longest time in which nothing at all arrives
 * @param attempt the longest time one request may take, its body included unless it is read as a stream
 */
public record RemoteTimeouts(Duration connect, Duration silence, Duration attempt) {
    private static final Duration LONGEST_CONNECT = Duration.ofSeconds(10);
    private static final Duration SHORTEST = Duration.ofMillis(1);

    /** What fits into a call's timeout twice. */
    public static RemoteTimeouts within(Duration timeout) {
        Duration half = atLeast(timeout.dividedBy(2));
        Duration connect = atLeast(timeout.dividedBy(4));
        return new RemoteTimeouts(connect.compareTo(LONGEST_CONNECT) > 0 ? LONGEST_CONNECT : connect, half, half);
    }

    private static Duration atLeast(Duration duration) {
        return duration.compareTo(SHORTEST) < 0 ? SHORTEST : duration;
    }
}
