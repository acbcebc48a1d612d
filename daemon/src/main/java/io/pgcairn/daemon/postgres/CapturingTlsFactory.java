package io.pgcairn.daemon.postgres;

import java.io.IOException;
import java.net.Socket;
import java.util.Properties;
import org.postgresql.ssl.LibPQFactory;
import org.postgresql.util.PSQLException;

/** The driver's libpq-like TLS, whose sockets go to the {@link SocketCapture}. Public for the driver alone. */
public final class CapturingTlsFactory extends LibPQFactory {
    public CapturingTlsFactory(Properties settings) throws PSQLException {
        super(settings);
    }

    @Override
    public Socket createSocket(Socket socket, String host, int port, boolean autoClose) throws IOException {
        Socket encrypted = super.createSocket(socket, host, port, autoClose);
        SocketCapture.encrypted(encrypted);
        return encrypted;
    }
}
