package io.pgcairn.daemon.restore;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A server that says what it was told to, whatever it is asked, and hangs up: each reply once and the last for ever.
 * Told nothing, it just holds the line.
 */
final class CannedServer implements AutoCloseable {
    private final ServerSocket listening = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
    private final List<String> replies;
    private final AtomicInteger calls = new AtomicInteger();

    CannedServer(String... replies) throws IOException {
        this.replies = List.of(replies);
        Thread.ofVirtual().start(this::serve);
    }

    private void serve() {
        try {
            while (true) {
                Socket caller = listening.accept();
                String reply = replies.get(Math.min(calls.getAndIncrement(), replies.size() - 1));
                if (!reply.isEmpty()) {
                    answer(caller, reply);
                }
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    private static void answer(Socket caller, String reply) throws IOException {
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
