package io.pgcairn.daemon.restore;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that says the same to everyone, whatever they ask, and hangs up; or, told nothing, just holds the line. */
final class CannedServer implements AutoCloseable {
    private final ServerSocket listening = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
    private final String reply;
    private final AtomicInteger calls = new AtomicInteger();

    CannedServer(String reply) throws IOException {
        this.reply = reply;
        Thread.ofVirtual().start(this::serve);
    }

    private void serve() {
        try {
            while (true) {
                Socket caller = listening.accept();
                calls.incrementAndGet();
                if (!reply.isEmpty()) {
                    answer(caller);
                }
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    private void answer(Socket caller) throws IOException {
        try (caller) {
            StringBuilder request = new StringBuilder();
            while (!request.toString().endsWith("\r\n\r\n")) {
                int read = caller.getInputStream().read();
                if (read < 0) {
                    return;
                }
                request.append((char) read);
            }
            caller.getOutputStream().write(reply.getBytes(StandardCharsets.ISO_8859_1));
            caller.getOutputStream().flush();
        }
    }

    String url() {
        return "http://127.0.0.1:" + listening.getLocalPort() + "/clusters/main";
    }

    int calls() {
        return calls.get();
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
