package io.pgcairn.daemon.instance;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** A port of the loopback address that nobody listens on; somebody may before we do, so who uses it tries again. */
record FreePort(int number) {
    static FreePort find() throws InstanceException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            return new FreePort(socket.getLocalPort());
        } catch (IOException e) {
            throw new InstanceException("no free port on the loopback address", "Close some connections.", e);
        }
    }
}
