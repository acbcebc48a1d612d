package io.pgcairn.daemon.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.Test;

/** Connections without an address of the internet, as those are that were closed meanwhile. */
class PeersTest {
    @Test
    void nobody_is_trusted_for_having_no_address() {
        EmbeddedChannel connection = new EmbeddedChannel();
        assertEquals(Peer.LOOPBACK, Peers.of(connection));
        connection.attr(Pipelines.TRUSTED).set(false);
        assertEquals(Peer.LOOPBACK, Peers.of(connection));
        connection.finishAndReleaseAll();
    }

    @Test
    void what_came_by_the_listener_of_the_unix_socket_is() {
        EmbeddedChannel connection = new EmbeddedChannel();
        connection.attr(Pipelines.TRUSTED).set(true);
        assertEquals(Peer.SOCKET, Peers.of(connection));
        connection.finishAndReleaseAll();
    }
}
