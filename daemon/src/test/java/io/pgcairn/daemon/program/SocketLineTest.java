package io.pgcairn.daemon.program;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class SocketLineTest {
    @TempDir
    private Path directory = Path.of("");

    @Test
    void a_daemon_that_takes_no_connections_is_given_up() throws Exception {
        Path socket = directory.resolve("s");
        List<SocketChannel> waiting = new ArrayList<>();
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(socket), 1);
            SocketTimeoutException full = assertThrows(SocketTimeoutException.class, () -> {
                while (waiting.size() < 100) {
                    waiting.add(SocketLine.connect(socket, Duration.ofMillis(50)));
                }
            });
            assertTrue(String.valueOf(full.getMessage()).contains("nobody takes"), full.getMessage());
        } finally {
            close(waiting);
        }
    }

    @Test
    void a_socket_that_nobody_has_is_refused_at_once() {
        assertThrows(IOException.class, () -> SocketLine.connect(directory.resolve("none"), Duration.ofDays(1)));
    }

    private static void close(List<SocketChannel> channels) throws IOException {
        for (SocketChannel channel : channels) {
            channel.close();
        }
    }
}
