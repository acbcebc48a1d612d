package io.pgcairn.daemon.postgres;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import javax.net.SocketFactory;

/**
 * Makes the driver's Unix domain sockets and hands them to the {@link SocketCapture}. Public for the driver alone,
 * which also uses it to cancel what runs, on any thread.
 */
public final class UnixSocketFactory extends SocketFactory {
    private final UnixPlaces places;

    /** @param directories of sockets, one a line */
    public UnixSocketFactory(String directories) {
        this.places = new UnixPlaces(directories);
    }

    @Override
    public Socket createSocket() {
        Socket socket = new UnixSocket(places::socket);
        SocketCapture.opened(socket);
        return socket;
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return connected(InetSocketAddress.createUnresolved(host, port));
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        return createSocket(host, port);
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return connected(new InetSocketAddress(host, port));
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort)
            throws IOException {
        return createSocket(address, port);
    }

    private Socket connected(InetSocketAddress meant) throws IOException {
        Socket socket = createSocket();
        socket.connect(meant);
        return socket;
    }
}
