package io.pgcairn.daemon.postgres;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.SocketFactory;

/** Makes the driver's plain sockets and hands them to the {@link SocketCapture}. Public for the driver alone. */
public final class CapturingSocketFactory extends SocketFactory {
    @Override
    public Socket createSocket() {
        return captured(new Socket());
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return captured(new Socket(host, port));
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        return captured(new Socket(host, port, localHost, localPort));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return captured(new Socket(host, port));
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort)
            throws IOException {
        return captured(new Socket(address, port, localAddress, localPort));
    }

    private static Socket captured(Socket socket) {
        SocketCapture.opened(socket);
        return socket;
    }
}
