package io.pgcairn.daemon.postgres;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The socket against a server of Java's own. */
class UnixSocketTest {
    private static final long PATIENCE_SECONDS = 120;

    @TempDir
    private Path directory = Path.of("");

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private ServerSocketChannel server;
    private UnixSocket socket;
    private SocketChannel other;

    @BeforeEach
    void connect() throws IOException {
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(directory.resolve("s"));
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(address);
        socket = new UnixSocket(_ -> address);
        socket.connect(address, 10_000);
        other = server.accept();
    }

    @AfterEach
    void end() throws IOException {
        socket.close();
        other.close();
        server.close();
        threads.shutdownNow();
    }

    private static <T> T of(Future<T> future) throws Exception {
        return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    @Test
    void a_large_transfer_arrives_whole_in_both_directions_at_once() throws Exception {
        byte[] there = new byte[20 << 20];
        byte[] back = new byte[20 << 20];
        new Random(1).nextBytes(there);
        new Random(2).nextBytes(back);
        Future<byte[]> received =
                threads.submit(() -> Channels.newInputStream(other).readNBytes(there.length));
        // The other side in blocking mode serves one direction; its second is a thread of ours on the socket.
        Future<Void> sent = threads.submit(() -> {
            OutputStream out = socket.getOutputStream();
            out.write(there);
            out.flush();
            return null;
        });
        of(sent);
        assertArrayEquals(there, of(received));
        Future<byte[]> read =
                threads.submit(() -> new DataInputStream(socket.getInputStream()).readNBytes(back.length));
        ByteBuffer buffer = ByteBuffer.wrap(back);
        while (buffer.hasRemaining()) {
            other.write(buffer);
        }
        assertArrayEquals(back, of(read));
    }

    @Test
    void reading_and_writing_go_on_at_the_same_time() throws Exception {
        byte[] much = new byte[8 << 20];
        new Random(3).nextBytes(much);
        Future<?> echo = threads.submit(() -> {
            ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
            while (other.read(buffer) >= 0) {
                buffer.flip();
                while (buffer.hasRemaining()) {
                    other.write(buffer);
                }
                buffer.clear();
            }
            return null;
        });
        Future<byte[]> read = threads.submit(() -> socket.getInputStream().readAllBytes());
        socket.getOutputStream().write(much);
        socket.shutdownOutput();
        of(echo);
        other.close();
        assertArrayEquals(much, of(read));
    }

    @Test
    void a_read_gives_up_in_time_and_the_next_one_gets_what_came_later() throws Exception {
        socket.setSoTimeout(20);
        InputStream in = socket.getInputStream();
        assertThrows(SocketTimeoutException.class, in::read);
        assertThrows(SocketTimeoutException.class, in::read);
        other.write(ByteBuffer.wrap(new byte[] {(byte) 200}));
        socket.setSoTimeout(0);
        assertEquals(200, in.read());
        assertEquals(0, socket.getSoTimeout());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void closing_ends_a_read_on_another_thread(boolean virtual) throws Exception {
        CountDownLatch reading = new CountDownLatch(1);
        try (ExecutorService one =
                virtual ? Executors.newVirtualThreadPerTaskExecutor() : Executors.newSingleThreadExecutor()) {
            Future<Integer> read = one.submit(() -> {
                InputStream in = socket.getInputStream();
                reading.countDown();
                return in.read();
            });
            assertTrue(reading.await(PATIENCE_SECONDS, TimeUnit.SECONDS));
            socket.close();
            ExecutionException ended = assertThrows(ExecutionException.class, () -> of(read));
            assertInstanceOf(SocketException.class, ended.getCause());
        }
        assertTrue(socket.isClosed());
        assertEquals(-1, other.read(ByteBuffer.allocate(1)), "the other side hears of it");
    }

    @Test
    void closing_ends_a_write_that_nobody_takes() throws Exception {
        CountDownLatch writing = new CountDownLatch(1);
        Future<?> written = threads.submit(() -> {
            OutputStream out = socket.getOutputStream();
            writing.countDown();
            out.write(new byte[64 << 20]);
            return null;
        });
        assertTrue(writing.await(PATIENCE_SECONDS, TimeUnit.SECONDS));
        socket.close();
        ExecutionException ended = assertThrows(ExecutionException.class, () -> of(written));
        assertInstanceOf(SocketException.class, ended.getCause());
    }

    @Test
    void an_interrupt_ends_the_socket_of_a_virtual_thread_as_java_s_own() throws Exception {
        CountDownLatch reading = new CountDownLatch(1);
        Future<String> read = threads.submit(() -> {
            reading.countDown();
            Thread.currentThread().interrupt();
            try {
                return "read " + socket.getInputStream().read();
            } catch (SocketException e) {
                return "ended, interrupted " + Thread.currentThread().isInterrupted();
            }
        });
        assertEquals("ended, interrupted true", of(read));
    }

    @Test
    void an_interrupt_of_another_thread_waits_until_the_read_is_over() throws Exception {
        try (ExecutorService one = Executors.newSingleThreadExecutor()) {
            Future<String> read = one.submit(() -> {
                Thread.currentThread().interrupt();
                int found = socket.getInputStream().read();
                return found + " " + Thread.currentThread().isInterrupted();
            });
            other.write(ByteBuffer.wrap(new byte[] {7}));
            assertEquals("7 true", of(read));
        }
        assertFalse(socket.isClosed());
    }

    @Test
    void half_of_it_can_be_closed() throws Exception {
        socket.shutdownOutput();
        assertTrue(socket.isOutputShutdown());
        assertEquals(-1, other.read(ByteBuffer.allocate(1)));
        other.write(ByteBuffer.wrap(new byte[] {5}));
        other.shutdownOutput();
        assertEquals(5, socket.getInputStream().read());
        assertEquals(-1, socket.getInputStream().read());
        assertEquals(-1, socket.getInputStream().read());
    }

    @Test
    void a_write_to_a_side_that_is_gone_is_an_error() throws Exception {
        other.close();
        OutputStream out = socket.getOutputStream();
        assertThrows(IOException.class, () -> {
            for (int i = 0; i < 1000; i++) {
                out.write(new byte[1 << 16]);
            }
        });
    }

    @Test
    void nobody_there_is_told_with_the_place() {
        UnixDomainSocketAddress nowhere = UnixDomainSocketAddress.of(directory.resolve("nowhere"));
        try (Socket lost = new UnixSocket(_ -> nowhere)) {
            SocketException refused = assertThrows(SocketException.class, () -> lost.connect(nowhere, 1000));
            assertTrue(String.valueOf(refused.getMessage()).contains("nowhere"), refused.getMessage());
            assertThrows(SocketException.class, lost::getInputStream);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void a_full_backlog_is_waited_for() throws Exception {
        UnixDomainSocketAddress busy = UnixDomainSocketAddress.of(directory.resolve("busy"));
        List<SocketChannel> waiting = new ArrayList<>();
        try (ServerSocketChannel full = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            full.bind(busy, 1);
            fill(busy, waiting);
            try (Socket late = new UnixSocket(_ -> busy)) {
                SocketTimeoutException gaveUp =
                        assertThrows(SocketTimeoutException.class, () -> late.connect(busy, 50));
                assertTrue(String.valueOf(gaveUp.getMessage()).contains("busy"), gaveUp.getMessage());
            }
            try (Socket patient = new UnixSocket(_ -> busy)) {
                Future<?> connected = threads.submit(() -> {
                    patient.connect(busy, 120_000);
                    return null;
                });
                for (int i = 0; i < waiting.size(); i++) {
                    full.accept().close();
                }
                of(connected);
                assertTrue(patient.isConnected());
            }
        } finally {
            for (SocketChannel each : waiting) {
                each.close();
            }
        }
    }

    /** Connects until the kernel has no room for one more. */
    private static void fill(UnixDomainSocketAddress address, List<SocketChannel> waiting) throws IOException {
        while (waiting.size() < 10_000) {
            SocketChannel one = SocketChannel.open(StandardProtocolFamily.UNIX);
            one.configureBlocking(false);
            try {
                one.connect(address);
            } catch (SocketException e) {
                one.close();
                return;
            }
            waiting.add(one);
        }
        throw new AssertionError("the backlog takes " + waiting.size() + " connections");
    }

    @Test
    void a_socket_that_nobody_listens_at_any_more_is_refused_at_once() throws Exception {
        UnixDomainSocketAddress left = UnixDomainSocketAddress.of(directory.resolve("left"));
        try (ServerSocketChannel gone = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            gone.bind(left);
        }
        try (Socket lost = new UnixSocket(_ -> left)) {
            // Without a limit: whoever would wait here would wait for ever.
            assertThrows(SocketException.class, () -> lost.connect(left, 0));
        }
    }

    @Test
    void a_closed_socket_does_nothing_more() throws Exception {
        InputStream in = socket.getInputStream();
        socket.close();
        socket.close();
        assertThrows(SocketException.class, in::read);
        assertThrows(SocketException.class, () -> socket.setSoTimeout(1));
        assertThrows(SocketException.class, socket::getOutputStream);
    }

    @Test
    void each_directory_has_an_address_of_its_own_and_comes_back_from_it() {
        UnixPlaces places = new UnixPlaces("/var/run/postgresql\n/tmp");
        for (String name : new String[] {"/var/run/postgresql", "/tmp"}) {
            var meant = new java.net.InetSocketAddress(UnixPlaces.address(name), 5433);
            assertEquals(Path.of(name, ".s.PGSQL.5433"), places.socket(meant).getPath());
        }
    }
}
