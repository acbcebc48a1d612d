package io.pgcairn.storage.contract.fault;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaultProxyTest {
    private static final byte[] BODY = bytes(100_000);

    private final EchoServer server = new EchoServer();
    private final FaultProxy proxy = FaultProxy.before(server.uri(), FaultPlan.none());
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofMinutes(1))
            .build();

    @AfterEach
    void close() {
        client.shutdownNow();
        proxy.close();
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"whole", "in-chunks"})
    void passes_a_request_and_its_reply(String way) throws Exception {
        HttpResponse<byte[]> reply = put("/" + way + "?a=b%20c&d", BODY);
        assertEquals(200, reply.statusCode());
        assertArrayEquals(BODY, reply.body());
        EchoServer.Arrival arrival = server.arrivals().getFirst();
        assertEquals("/base/" + way + "?a=b%20c&d", arrival.target());
        assertEquals(proxy.endpoint().getAuthority(), arrival.host(), "the client's own word for the host");
        RequestHead seen = proxy.requests().getFirst();
        assertEquals(Map.of("a", "b%20c", "d", ""), seen.query());
        assertEquals("/base/" + way, seen.path());
        assertEquals("kept", seen.header("X-Mine").orElseThrow());
        assertEquals(0, proxy.faults());
    }

    @Test
    void passes_a_body_that_comes_in_chunks() throws Exception {
        HttpRequest.BodyPublisher chunks =
                HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(BODY));
        assertArrayEquals(BODY, send(request("/x").PUT(chunks)).body());
        assertArrayEquals(BODY, server.arrivals().getFirst().body());
    }

    @Test
    void passes_a_body_that_waits_for_leave() throws Exception {
        HttpRequest.Builder request = request("/x").expectContinue(true);
        assertArrayEquals(
                BODY,
                send(request.PUT(HttpRequest.BodyPublishers.ofByteArray(BODY))).body());
    }

    @Test
    void passes_replies_without_a_body_and_keeps_the_connection() throws Exception {
        try (Socket socket = new Socket("127.0.0.1", proxy.endpoint().getPort())) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            for (String line : List.of("HEAD /a", "GET /nothing", "GET /a", "HEAD /b")) {
                socket.getOutputStream().write(Ascii.bytes(line + " HTTP/1.1\r\nHost: h\r\n\r\n"));
                HttpHead head = HttpHead.read(in).orElseThrow();
                String method = line.substring(0, line.indexOf(' '));
                assertEquals(line.contains("nothing") ? 204 : 200, head.status());
                assertEquals(0, Framing.ofReply(head, method).bodyOf(in).readAllBytes().length);
            }
        }
        assertEquals(4, server.arrivals().size());
        assertEquals(2, proxy.count(request -> request.is("HEAD")));
    }

    @Test
    void breaks_only_the_requests_of_its_plan() throws Exception {
        CannedReply busy = new CannedReply(503, Map.of("Retry-After", "1"), "slow down");
        proxy.follow(FaultPlan.after(1, 2, request -> request.path().endsWith("/x"), new Fault.Answer(busy)));
        assertEquals(200, put("/x", BODY).statusCode());
        HttpResponse<byte[]> refused = put("/x", BODY);
        assertEquals(503, refused.statusCode());
        assertEquals("1", refused.headers().firstValue("retry-after").orElseThrow());
        assertArrayEquals(Ascii.bytes("slow down"), refused.body());
        assertEquals(200, put("/y", BODY).statusCode());
        assertEquals(503, send(request("/x").HEAD()).statusCode());
        assertEquals(200, put("/x", BODY).statusCode());
        assertEquals(2, proxy.faults());
        assertEquals(3, server.arrivals().size());
        proxy.forget();
        assertEquals(List.of(), proxy.requests());
    }

    @Test
    void refuses_before_a_body_that_waits_for_leave() throws Exception {
        proxy.follow(always(new Fault.Answer(new CannedReply(403, Map.of(), "no"))));
        HttpRequest.Builder request = request("/x").expectContinue(true);
        assertEquals(
                403,
                send(request.PUT(HttpRequest.BodyPublishers.ofByteArray(BODY))).statusCode());
        assertEquals(0, server.arrivals().size());
    }

    @Test
    void delays_a_reply_and_passes_it() throws Exception {
        proxy.follow(always(new Fault.Delay(Duration.ofMillis(20))));
        assertArrayEquals(BODY, put("/x", BODY).body());
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 50_000, 1_000_000})
    void resets_within_a_request_so_that_the_server_never_has_it_whole(long at) {
        proxy.follow(always(new Fault.ResetRequest(at)));
        assertThrows(IOException.class, () -> put("/x", BODY));
        assertEquals(0, server.arrivals().size());
        assertEquals(1, proxy.faults());
    }

    @Test
    void resets_before_a_reply_without_asking_the_server() {
        proxy.follow(always(new Fault.ResetBeforeReply()));
        assertThrows(IOException.class, () -> put("/x", BODY));
        assertEquals(0, server.arrivals().size());
    }

    @Test
    void loses_the_reply_of_what_the_server_did() {
        proxy.follow(always(new Fault.LoseReply()));
        assertThrows(IOException.class, () -> put("/x", BODY));
        assertArrayEquals(BODY, server.arrivals().getFirst().body());
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 50_000, 1_000_000})
    void cuts_a_reply_short_in_either_framing_by_a_reset_or_a_plain_end(long at) {
        for (Fault fault : List.of(new Fault.ResetReply(at), new Fault.TruncateReply(at))) {
            proxy.follow(always(fault));
            assertThrows(IOException.class, () -> put("/whole", BODY), fault.toString());
            assertThrows(IOException.class, () -> put("/in-chunks", BODY), fault.toString());
            assertThrows(IOException.class, () -> send(request("/x").HEAD()), fault.toString());
        }
        long puts =
                server.arrivals().stream().filter(a -> a.method().equals("PUT")).count();
        assertEquals(4, puts, "a client may ask for a head again on its own");
    }

    @Test
    void sends_what_comes_before_the_cut() throws Exception {
        proxy.follow(always(new Fault.TruncateReply(70_000)));
        HttpRequest whole =
                request("/x").PUT(HttpRequest.BodyPublishers.ofByteArray(BODY)).build();
        HttpResponse<InputStream> reply = client.send(whole, HttpResponse.BodyHandlers.ofInputStream());
        assertArrayEquals(Arrays.copyOf(BODY, 70_000), reply.body().readNBytes(70_000));
        assertThrows(IOException.class, () -> reply.body().read());
    }

    @Test
    void answers_nothing_and_stays() throws Exception {
        proxy.follow(always(new Fault.Silence()));
        try (Socket socket = rawPut()) {
            assertThrows(
                    SocketTimeoutException.class, () -> socket.getInputStream().read());
        }
        assertEquals(0, server.arrivals().size());
    }

    @Test
    void answers_half_and_stays() throws Exception {
        proxy.follow(always(new Fault.StallReply(5)));
        try (Socket socket = rawPut()) {
            socket.setSoTimeout(120_000);
            InputStream in = new BufferedInputStream(socket.getInputStream());
            assertEquals(
                    "10",
                    HttpHead.read(in).orElseThrow().field("content-length").orElseThrow());
            assertArrayEquals(Ascii.bytes("01234"), in.readNBytes(5));
            socket.setSoTimeout(200);
            assertThrows(SocketTimeoutException.class, in::read);
        }
    }

    @Test
    void flips_one_bit_of_a_request_or_a_reply() throws Exception {
        byte[] expected = BODY.clone();
        expected[50_000] ^= 1;
        proxy.follow(always(new Fault.FlipReply(50_000)));
        assertArrayEquals(expected, put("/whole", BODY).body());
        assertArrayEquals(expected, put("/in-chunks", BODY).body());
        assertArrayEquals(BODY, server.arrivals().getFirst().body());
        proxy.follow(always(new Fault.FlipRequest(50_000)));
        assertArrayEquals(expected, put("/x", BODY).body());
        assertArrayEquals(expected, server.arrivals().getLast().body());
    }

    @Test
    void delivers_a_request_twice() throws Exception {
        proxy.follow(always(new Fault.Duplicate()));
        assertArrayEquals(BODY, put("/x", BODY).body());
        assertEquals(2, server.arrivals().size());
        assertArrayEquals(BODY, server.arrivals().getLast().body());
        assertEquals(1, proxy.requests().size());
    }

    @Test
    void ends_its_clients_when_it_is_closed() throws Exception {
        proxy.follow(always(new Fault.Silence()));
        try (Socket socket = new Socket("127.0.0.1", proxy.endpoint().getPort())) {
            socket.getOutputStream().write(Ascii.bytes("GET / HTTP/1.1\r\nHost: h\r\n\r\n"));
            Wait.until(() -> proxy.faults() == 1);
            proxy.close();
            assertTrue(endsOrFails(socket.getInputStream()));
        }
    }

    @Test
    void refuses_an_upstream_it_cannot_speak_to() {
        FaultPlan none = FaultPlan.none();
        assertThrows(IllegalArgumentException.class, () -> FaultProxy.before(URI.create("https://h:1"), none));
        assertThrows(IllegalArgumentException.class, () -> FaultProxy.before(URI.create("http://h"), none));
    }

    private static boolean endsOrFails(InputStream in) {
        try {
            return in.read() < 0;
        } catch (IOException e) {
            return true;
        }
    }

    private static FaultPlan always(Fault fault) {
        return FaultPlan.always(request -> true, fault);
    }

    /** A connection on which ten bytes are put, and whose reads wait for no longer than a moment. */
    private Socket rawPut() throws IOException {
        Socket socket = new Socket("127.0.0.1", proxy.endpoint().getPort());
        socket.setSoTimeout(200);
        socket.getOutputStream()
                .write(Ascii.bytes("PUT /x HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\n0123456789"));
        return socket;
    }

    private HttpResponse<byte[]> put(String target, byte[] body) throws Exception {
        return send(request(target).PUT(HttpRequest.BodyPublishers.ofByteArray(body)));
    }

    private HttpRequest.Builder request(String target) {
        return HttpRequest.newBuilder(URI.create(proxy.endpoint() + target)).header("x-mine", "kept");
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder request) throws Exception {
        HttpResponse<byte[]> reply = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        assertFalse(reply.headers().map().isEmpty());
        return reply;
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }
}
