package io.pgcairn.daemon.http;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/** Makes what no client sends, from what some do. */
final class HostileRequests {
    /** What is bent: each asks for something that the tests' endpoint does not give to a stranger. */
    private static final List<String> SEEDS = List.of(
            "GET /clusters/main/wal/000000010000000000000003 HTTP/1.1\r\nHost: localhost\r\n\r\n",
            "GET /v1/status HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer wrong-wrong-wrong\r\n\r\n",
            "HEAD /v1/clusters/main HTTP/1.1\r\nHost: localhost\r\n\r\n",
            "POST /v1/clusters/main/backups HTTP/1.1\r\nHost: localhost\r\n"
                    + "Content-Length: 14\r\n\r\n{\"name\": \"x1\"}",
            "POST /v1/clusters/main/backups HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
                    + "e\r\n{\"name\": \"x1\"}\r\n0\r\n\r\n",
            "POST /actions/backup HTTP/1.1\r\nHost: localhost\r\nOrigin: http://localhost\r\nContent-Length: 12\r\n\r\n"
                    + "cluster=main",
            "GET /clusters/main/lineages/42/wal/00000002.history?tier=near HTTP/1.0\r\nHost: localhost\r\n\r\n");

    private static final List<String> PATHS = List.of(
            "/%2e%2e/%2e%2e/etc/passwd",
            "//v1/status",
            "/v1//status",
            "/v1/status;a=b",
            "/v1/./status",
            "/v1/../v1/status",
            "/v1/status/",
            "/V1/STATUS",
            "/v1/%73tatus",
            "/v1/status%00",
            "/v1/status\u0000",
            "/clusters/main/wal/..%2f..%2fetc%2fpasswd",
            "/clusters/\u00e4\u00f6/wal/x",
            "/metrics/../v1/status",
            "/metrics;/../v1/status",
            "/metrics%2f..%2fv1%2fstatus",
            "/metrics/",
            "http://localhost/v1/status",
            "*",
            "v1/status",
            "\\v1\\status",
            "/" + "a/".repeat(900));

    private static final List<String> HEADERS = List.of(
            "Content-Length: 5\r\nTransfer-Encoding: chunked",
            "Transfer-Encoding: chunked\r\nContent-Length: 5",
            "Content-Length: 5\r\nContent-Length: 6",
            "Content-Length: 5, 5",
            "Content-Length: +5",
            "Content-Length: 0x5",
            "Content-Length: -1",
            "Content-Length: 99999999999999999999999",
            "Content-Length: 9223372036854775807",
            "Content-Length : 5",
            "Transfer-Encoding: xchunked",
            "Transfer-Encoding: chunked, identity",
            "Transfer-Encoding: gzip, chunked",
            "Transfer-Encoding:\u000bchunked",
            "Transfer-Encoding: identity\r\nTransfer-Encoding: chunked",
            "Host: other\r\nHost: localhost",
            "Authorization: Bearer \r\nAuthorization: Bearer x",
            "Authorization: Basic ====",
            "Authorization: Bearer " + "x".repeat(3000),
            "Expect: 100-continue",
            "Expect: everything",
            "Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: AAMAAABk",
            "X: a\r\n folded",
            "X: a\rHost: evil",
            "X: a\nAuthorization: Bearer x",
            "X\u0000: y",
            ": no name",
            "Connection: close",
            "Connection: keep-alive, close",
            "Y: " + "y".repeat(17_000));

    private static final List<String> CHUNKS = List.of(
            "fffffffffffffffff\r\n",
            "-1\r\nabc\r\n",
            "5;ext=\"\r\n\"\r\nhello\r\n0\r\n\r\n",
            "5\nhello\n0\n\n",
            "5\r\nhelloXX0\r\n\r\n",
            "0\r\nContent-Length: 9\r\n\r\n",
            "7fffffff\r\n" + "z".repeat(300),
            "0\r\n\r\nGET /v1/status HTTP/1.1\r\nHost: localhost\r\n\r\n");

    private final Random random;

    HostileRequests(Random random) {
        this.random = random;
    }

    private <T> T any(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    /** One or a few in a row. */
    byte[] next() {
        StringBuilder text = new StringBuilder();
        int count = random.nextInt(4) == 0 ? 1 + random.nextInt(5) : 1;
        for (int i = 0; i < count; i++) {
            text.append(bent(any(SEEDS)));
        }
        byte[] bytes = text.toString().getBytes(StandardCharsets.ISO_8859_1);
        int flips = random.nextInt(3) == 0 ? random.nextInt(6) : 0;
        for (int i = 0; i < flips && bytes.length > 0; i++) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return bytes;
    }

    private String bent(String seed) {
        String text = seed;
        for (int i = random.nextInt(3); i >= 0; i--) {
            text = switch (random.nextInt(7)) {
                case 0 -> withPath(text, any(PATHS));
                case 1 -> withHeader(text, any(HEADERS));
                case 2 -> withHeader(text, "Transfer-Encoding: chunked") + any(CHUNKS);
                case 3 -> text.substring(0, random.nextInt(text.length() + 1));
                case 4 -> spliced(text);
                case 5 ->
                    text.replaceFirst(
                            "HTTP/1\\.[01]", any(List.of("HTTP/2.0", "HTTP/1.1 ", "HTTP/0.9", "", "http/1.1")));
                default ->
                    text.replaceFirst(
                            "^[A-Z]+", any(List.of("get", "OPTIONS", "TRACE", "CONNECT", "PRI", "", "G\tET")));
            };
        }
        return text;
    }

    private static String withPath(String text, String path) {
        int start = text.indexOf(' ');
        int end = start < 0 ? -1 : text.indexOf(' ', start + 1);
        return end < 0 ? text : text.substring(0, start + 1) + path + text.substring(end);
    }

    private static String withHeader(String text, String header) {
        int end = text.indexOf("\r\n");
        return end < 0 ? text : text.substring(0, end + 2) + header + "\r\n" + text.substring(end + 2);
    }

    private String spliced(String text) {
        int at = random.nextInt(text.length() + 1);
        String piece = any(List.of("\r\n", "\n", "\r", "\u0000", " ", "\t", ":", "\u00ff\u00fe", "%", "\r\n\r\n", "{"));
        return text.substring(0, at) + piece.repeat(1 + random.nextInt(3)) + text.substring(at);
    }
}
