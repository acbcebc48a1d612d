package io.pgcairn.storage.remote;

import java.time.Duration;

/**
 * The limits a backend gives its client, so that a request that hangs leaves time for another try.
 *
 * @param connect for a connection and its TLS handshake
 * @param silence the longest time in which nothing at all arrives
 * @param attempt the longest time one request may take beside the movement of the body that it sends; what it reads as
 *     a stream does not count
 */
public record RemoteTimeouts(Duration connect, Duration silence, Duration attempt) {
    private static final Duration LONGEST_CONNECT = Duration.ofSeconds(10);
    private static final Duration SHORTEST = Duration.ofMillis(1);

    /** The slowest that a body may go; several share a line. */
    static final int LEAST_BYTES_A_SECOND = 16 << 10;

    /** What fits into a call's timeout twice. */
    public static RemoteTimeouts within(Duration timeout) {
        Duration half = atLeast(timeout.dividedBy(2));
        Duration connect = atLeast(timeout.dividedBy(4));
        return new RemoteTimeouts(connect.compareTo(LONGEST_CONNECT) > 0 ? LONGEST_CONNECT : connect, half, half);
    }

    /** The most that a request takes whose body is so long; one whose body stands still is given up before. */
    public Duration attempt(long bodyBytes) {
        return attempt.plus(bodyTime(bodyBytes));
    }

    /** How long so many bytes take at the slowest. */
    static Duration bodyTime(long bodyBytes) {
        return Duration.ofMillis(bodyBytes * 1000 / LEAST_BYTES_A_SECOND);
    }

    private static Duration atLeast(Duration duration) {
        return duration.compareTo(SHORTEST) < 0 ? SHORTEST : duration;
    }
}
