package io.pgcairn.daemon.http;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Set;

/**
 * The endpoint's address and its limits.
 *
 * @param listen a loopback address; port 0 takes a free one
 * @param hosts further names under which the endpoint may be addressed, without port
 * @param connections how many there may be at once; more are closed
 * @param calls how many are worked on at once; more are told to come back
 * @param requestPatience how long a connection may take from its opening, or from its last reply, to a whole request
 * @param replyPatience how long a client may take for a reply, beside the time its bytes take at {@code slowest}
 * @param slowest bytes a second below which a client is cut
 * @param grace how long a stop waits for replies under way
 */
public record HttpSettings(
        InetSocketAddress listen,
        Set<String> hosts,
        int connections,
        int calls,
        Duration requestPatience,
        Duration replyPatience,
        int slowest,
        Duration grace) {
    public HttpSettings {
        hosts = Set.copyOf(hosts);
        if (connections < 1 || calls < 1 || slowest < 1) {
            throw new IllegalArgumentException(
                    "an endpoint serves at least one call: " + connections + ", " + calls + ", " + slowest);
        }
    }

    /** Limits that suit one host's restores and scrapes. */
    public static HttpSettings defaults(InetSocketAddress listen) {
        Duration patience = Duration.ofSeconds(30);
        return new HttpSettings(listen, Set.of(), 256, 64, patience, patience, 1 << 20, Duration.ofSeconds(5));
    }

    /** How long a client may take for a reply of this length. */
    Duration replyPatience(int bytes) {
        return replyPatience.plusMillis(1000L * bytes / slowest);
    }
}
