package io.pgcairn.storage.servers.gcs;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** What is sent back. */
record Answer(int status, Map<String, String> headers, byte[] body) {
    static Answer empty(int status, Map<String, String> headers) {
        return new Answer(status, headers, new byte[0]);
    }

    static Answer json(int status, Map<String, ?> value) {
        try {
            byte[] body = JSON.std.asString(value).getBytes(StandardCharsets.UTF_8);
            return new Answer(status, Map.of("Content-Type", "application/json; charset=UTF-8"), body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Answer error(int status, String reason, String message) {
        Map<String, String> first = Map.of("domain", "global", "reason", reason, "message", message);
        return json(status, Map.of("error", Map.of("code", status, "message", message, "errors", List.of(first))));
    }
}
