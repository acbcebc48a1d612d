package io.pgcairn.daemon.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A Unix domain socket in the form that the driver and {@link Wire} know, which Java offers for channels only. Any
 * thread may close it; one that reads or writes then gets a {@link SocketException}. Options that only TCP has are
 * taken and mean nothing.
 */
final class UnixSocket extends Socket {
    private final Function<SocketAddress, UnixDomainSocketAddress> places;
    private volatile @Nullable UnixChannel channel;
    private volatile boolean closed;
    private volatile int timeoutMillis;
    private volatile boolean inputShut;
    private volatile boolean outputShut;

    /** @param places the socket that is meant by the address that {@link #connect} is given */
    UnixSocket(Function<SocketAddress, UnixDomainSocketAddress> places) {
        this.places = places;
    }

    @Override
    public void connect(SocketAddress endpoint) throws IOException {
        connect(endpoint, 0);
    }

    /** @param timeout in milliseconds; 0 waits for as long as the server's backlog is full */
    @Override
    public void connect(SocketAddress endpoint, int timeout) throws IOException {
        requireOpen();
        UnixChannel opened = UnixChannel.connect(places.apply(endpoint), timeout);
        channel = opened;
        if (closed) {
            opened.close();
            requireOpen();
        }
    }

    @Override
    public InputStream getInputStream() throws IOException {
        UnixChannel connected = connected();
        return new InputStream() {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
            }

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                return connected.read(into, offset, length, timeoutMillis);
            }

            @Override
            public void close() throws IOException {
                UnixSocket.this.close();
            }
        };
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        UnixChannel connected = connected();
        return new OutputStream() {
            @Override
            public void write(int one) throws IOException {
                write(new byte[] {(byte) one}, 0, 1);
            }

            @Override
            public void write(byte[] from, int offset, int length) throws IOException {
                connected.write(from, offset, length);
            }

            @Override
            public void close() throws IOException {
                UnixSocket.this.close();
            }
        };
    }

    private UnixChannel connected() throws SocketException {
        requireOpen();
        UnixChannel found = channel;
        if (found == null) {
            throw new SocketException("Socket is not connected");
        }
        return found;
    }

    private void requireOpen() throws SocketException {
        if (closed) {
            throw new SocketException(UnixChannel.CLOSED);
        }
    }

    private SocketChannel raw() throws SocketException {
        return connected().raw();
    }

    @Override
    public void close() throws IOException {
        closed = true;
        UnixChannel found = channel;
        if (found != null) {
            found.close();
        }
    }

    @Override
    public void shutdownInput() throws IOException {
        raw().shutdownInput();
        inputShut = true;
    }

    @Override
    public void shutdownOutput() throws IOException {
        raw().shutdownOutput();
        outputShut = true;
    }

    @Override
    public boolean isInputShutdown() {
        return inputShut;
    }

    @Override
    public boolean isOutputShutdown() {
        return outputShut;
    }

    @Override
    public boolean isConnected() {
        return channel != null;
    }

    @Override
    public boolean isBound() {
        return channel != null;
    }

    @Override
    public boolean isClosed() {
        return closed;
    }

    @Override
    public @Nullable SocketAddress getRemoteSocketAddress() {
        UnixChannel found = channel;
        return found == null ? null : found.server();
    }

    @Override
    public @Nullable InetAddress getInetAddress() {
        return null;
    }

    @Override
    public int getPort() {
        return 0;
    }

    @Override
    public void setSoTimeout(int timeout) throws SocketException {
        requireOpen();
        if (timeout < 0) {
            throw new IllegalArgumentException("a timeout is not negative: " + timeout);
        }
        timeoutMillis = timeout;
    }

    @Override
    public int getSoTimeout() throws SocketException {
        requireOpen();
        return timeoutMillis;
    }

    @Override
    public int getReceiveBufferSize() throws SocketException {
        return bufferSize(StandardSocketOptions.SO_RCVBUF);
    }

    @Override
    public int getSendBufferSize() throws SocketException {
        return bufferSize(StandardSocketOptions.SO_SNDBUF);
    }

    private int bufferSize(SocketOption<Integer> which) throws SocketException {
        try {
            return raw().getOption(which);
        } catch (SocketException e) {
            throw e;
        } catch (IOException e) {
            throw UnixChannel.closed(e);
        }
    }

    @Override
    public void setReceiveBufferSize(int size) {
        // The kernel's own choice is right for a pipe within one host.
    }

    @Override
    public void setSendBufferSize(int size) {
        // As for receiving.
    }

    @Override
    public void setTcpNoDelay(boolean on) {
        // Nothing is delayed here.
    }

    @Override
    public boolean getTcpNoDelay() {
        return true;
    }

    @Override
    public void setKeepAlive(boolean on) {
        // The kernel of this host tells at once that the other side is gone.
    }

    @Override
    public boolean getKeepAlive() {
        return false;
    }

    @Override
    public String toString() {
        return "UnixSocket[" + getRemoteSocketAddress() + "]";
    }
}
