package io.pgcairn.storage.servers.gcs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The server sees what a client does wrong; otherwise a test over it would prove nothing. */
class StrictGcsServerTest {
    private static final int UNIT = 256 << 10;

    private final StrictGcsServer server = StrictGcsServer.start("b");
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void stopServer() {
        client.close();
        server.close();
    }

    @Test
    void remembers_an_unknown_parameter() throws Exception {
        assertViolation("unknown parameter after", send("GET", "/storage/v1/b/b/o?after=x", "", 0));
    }

    @Test
    void remembers_a_name_that_is_not_escaped() throws Exception {
        assertViolation("not escaped", send("GET", "/storage/v1/b/b/o/a/b", "", 0));
    }

    @Test
    void remembers_parts_that_are_out_of_place_or_of_an_odd_length_or_say_nothing_of_it() throws Exception {
        String session = begin();
        assertViolation("without Content-Range", send("PUT", session, "", UNIT));
        assertViolation("with a body of", send("PUT", session, "bytes 0-9/*", UNIT));
        assertViolation("is not the last", send("PUT", session, "bytes 0-9/*", 10));
        assertViolation(
                "where 0 bytes are kept", send("PUT", session, "bytes " + UNIT + "-" + (2 * UNIT - 1) + "/*", UNIT));
        assertEquals(
                308, send("PUT", session, "bytes 0-" + (UNIT - 1) + "/*", UNIT).statusCode());
        assertViolation("a total of", send("PUT", session, "bytes */" + (2 * UNIT), 0));
        assertViolation("x-goog-hash", send("PUT", session, "bytes */" + UNIT, 0));
        assertEquals(404, send("GET", "/storage/v1/b/b/o/a", "", 0).statusCode(), "nothing was committed");
        assertEquals(499, send("DELETE", session, "", 0).statusCode());
        assertEquals(410, send("PUT", session, "bytes */*", 0).statusCode());
    }

    private String begin() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(server.endpoint() + "/upload/storage/v1/b/b/o?uploadType=resumable"))
                .POST(HttpRequest.BodyPublishers.ofString("{\"name\": \"a\"}"))
                .build();
        URI address = URI.create(client.send(request, HttpResponse.BodyHandlers.ofString())
                .headers()
                .firstValue("location")
                .orElseThrow());
        return address.getRawPath() + "?" + address.getRawQuery();
    }

    private HttpResponse<String> send(String method, String path, String range, int length) throws Exception {
        HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(server.endpoint() + path))
                .method(method, HttpRequest.BodyPublishers.ofByteArray(new byte[length]));
        if (!range.isEmpty()) {
            builder.header("Content-Range", range);
        }
        return client.send(builder.build(), HttpResponse.BodyHandlers.ofString());
    }

    private void assertViolation(String expected, HttpResponse<String> response) {
        assertEquals(400, response.statusCode());
        List<String> violations = server.violations();
        assertTrue(violations.getLast().contains(expected), violations.toString());
    }
}
