package io.pgcairn.daemon.http;

import java.time.Duration;

/**
 * What clients can make the endpoint hold, and for how long.
 *
 * @param connections how many there may be at once; for one more, the one that has been waiting longest for its next
 *     request is closed
 * @param calls how many are worked on at once; more are told to come back. Health and metrics have as many of their own
 * @param requestPatience how long a connection may take from its opening, or from its last reply, to a whole request
 * @param replyPatience how long a client may take for a reply, beside the time its bytes take at {@code slowest}
 * @param stall how long a client may take for a part of a reply, a fifth of it while others wait for WAL
 * @param slowest bytes a second below which a client is cut
 * @param grace how long a stop waits for replies under way
 */
public record HttpLimits(
        int connections,
        int calls,
        Duration requestPatience,
        Duration replyPatience,
        Duration stall,
        int slowest,
        Duration grace) {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Limits that suit one host's restores and scrapes. */
    public static final HttpLimits DEFAULT =
            new HttpLimits(256, 64, PATIENCE, PATIENCE, Duration.ofSeconds(10), 1 << 20, Duration.ofSeconds(5));

    public HttpLimits {
        if (connections < 1 || calls < 1 || slowest < 1) {
            throw new IllegalArgumentException(
                    "an endpoint serves at least one call: " + connections + ", " + calls + ", " + slowest);
        }
    }

    /** How long a client may take for a reply of this length. */
    Duration replyPatience(int bytes) {
        return replyPatience.plusMillis(1000L * bytes / slowest);
    }

    /** How long a client may take for a part of a reply. */
    Duration stall(boolean isWaitedFor) {
        return isWaitedFor ? stall.dividedBy(5) : stall;
    }
}
