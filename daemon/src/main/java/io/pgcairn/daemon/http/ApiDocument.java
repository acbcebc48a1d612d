package io.pgcairn.daemon.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Map;

/** {@code GET /v1/openapi.json}. */
final class ApiDocument {
    private ApiDocument() {}

    static Reply reply() {
        return new Reply(200, "application/json", Map.of(), ByteBuffer.wrap(bytes()), () -> {});
    }

    private static byte[] bytes() {
        try (InputStream in = ApiDocument.class.getResourceAsStream("openapi.json")) {
            if (in == null) {
                throw new IllegalStateException("the jar lacks the description of the API");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("reading the jar", e);
        }
    }
}
