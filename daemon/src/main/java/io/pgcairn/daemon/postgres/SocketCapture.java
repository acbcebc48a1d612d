package io.pgcairn.daemon.postgres;

import io.pgcairn.daemon.postgres.PostgresSettings.HostPort;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Holds the socket that the driver opens while it connects on this thread. The driver makes the factories itself and
 * shares them with nobody, so a scoped value is the way to them that needs no static state.
 */
final class SocketCapture {
    private static final ScopedValue<SocketCapture> CURRENT = ScopedValue.newInstance();

    private @Nullable Socket plain;
    private @Nullable Socket encrypted;

    /** Connects, and keeps the last socket that {@code connecting} opened. */
    <T> T during(ScopedValue.CallableOp<T, SQLException> connecting) throws SQLException {
        return ScopedValue.where(CURRENT, this).call(connecting);
    }

    /** A socket was made; of several (dead hosts, TLS refused) the last one counts. */
    static void opened(Socket socket) {
        if (CURRENT.isBound()) {
            CURRENT.get().plain = socket;
            CURRENT.get().encrypted = null;
        }
    }

    /** TLS was laid over the socket opened last. */
    static void encrypted(Socket socket) {
        if (CURRENT.isBound()) {
            CURRENT.get().encrypted = socket;
        }
    }

    /**
     * Whom the socket is connected to, by the name that was looked up.
     *
     * @param hosts that it could be
     */
    HostPort server(List<HostPort> hosts) throws IOException {
        SocketAddress remote = plain == null ? null : plain.getRemoteSocketAddress();
        if (remote instanceof InetSocketAddress address) {
            return new HostPort(address.getHostString(), address.getPort());
        }
        if (remote instanceof UnixDomainSocketAddress socket) {
            return UnixPlaces.host(socket, hosts);
        }
        throw new IOException("the driver opened no socket");
    }

    Wire wire() throws IOException {
        Socket under = plain;
        if (under == null) {
            throw new IOException("the driver opened no socket");
        }
        return new Wire(under, encrypted == null ? under : encrypted);
    }
}
