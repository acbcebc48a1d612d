package io.pgcairn.daemon.bench;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Passes everything on as it is, and keeps the method of each request. Bodies are to announce their length. */
final class CountingProxy implements AutoCloseable {
    private static final int BACKLOG = 64;
    private static final String LENGTH = "content-length:";

    private final ServerSocket listener;
    private final URI upstream;
    private final List<String> methods = new ArrayList<>();

    private CountingProxy(ServerSocket listener, URI upstream) {
        this.listener = listener;
        this.upstream = upstream;
    }

    static CountingProxy before(URI upstream) throws IOException {
        CountingProxy proxy =
                new CountingProxy(new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress()), upstream);
        Thread.ofVirtual().start(proxy::accept);
        return proxy;
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort() + upstream.getRawPath());
    }

    /** The methods of all requests since the last call, in order. */
    synchronized List<String> takeMethods() {
        List<String> taken = List.copyOf(methods);
        methods.clear();
        return taken;
    }

    private synchronized void note(String method) {
        methods.add(method);
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listener.accept();
                Thread.ofVirtual().start(() -> serve(client));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void serve(Socket client) {
        try (client;
                Socket server = new Socket(upstream.getHost(), upstream.getPort())) {
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            Thread.ofVirtual().start(() -> replies(server, client));
            InputStream in = new BufferedInputStream(client.getInputStream());
            while (request(in, server.getOutputStream())) {
                // Each request notes itself.
            }
        } catch (IOException e) {
            // One side went away; the other is closed too.
        }
    }

    private static void replies(Socket server, Socket client) {
        try (server;
                client) {
            server.getInputStream().transferTo(client.getOutputStream());
        } catch (IOException e) {
            // as above
        }
    }

    private boolean request(InputStream in, OutputStream out) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.length() < 4 || !head.substring(head.length() - 4).equals("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                return false;
            }
            head.append((char) next);
        }
        note(head.substring(0, head.indexOf(" ")));
        out.write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
        byte[] piece = new byte[1 << 16];
        for (long left = length(head.toString()); left > 0; ) {
            int count = in.read(piece, 0, (int) Math.min(left, piece.length));
            if (count < 0) {
                throw new EOFException("a request's body ended early");
            }
            out.write(piece, 0, count);
            left -= count;
        }
        return true;
    }

    private static long length(String head) {
        return head.lines()
                .map(line -> line.toLowerCase(Locale.ROOT))
                .filter(line -> line.startsWith(LENGTH))
                .mapToLong(
                        line -> Long.parseLong(line.substring(LENGTH.length()).strip()))
                .findFirst()
                .orElse(0);
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
