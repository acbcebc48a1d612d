package io.pgcairn.daemon.http;

import com.fasterxml.jackson.jr.ob.JSON;
import io.pgcairn.daemon.fault.CairnException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a client is told.
 *
 * @param headers beside the content's type and length
 * @param body not to be touched after {@code release} ran
 * @param release gives the body's memory back; runs once, when the reply is sent or cannot be
 */
record Reply(int status, String contentType, Map<String, String> headers, ByteBuffer body, Runnable release) {
    private static final String JSON_TYPE = "application/json";

    static Reply text(int status, String contentType, String text) {
        return new Reply(
                status, contentType, Map.of(), ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), () -> {});
    }

    static Reply json(int status, Map<String, ?> fields) {
        try {
            return new Reply(status, JSON_TYPE, Map.of(), ByteBuffer.wrap(JSON.std.asBytes(fields)), () -> {});
        } catch (IOException e) {
            throw new UncheckedIOException("text and numbers make JSON", e);
        }
    }

    /** @param error a stable word for programs */
    static Reply error(int status, String error, String message, String hint) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("error", error);
        fields.put("message", message);
        fields.put("hint", hint);
        return json(status, fields);
    }

    static Reply error(CairnException e) {
        return error(e.fault().httpStatus(), e.fault().label(), String.valueOf(e.getMessage()), e.hint());
    }

    static Reply unknown(String what) {
        return error(404, "unknown", what, "GET /v1/openapi.json tells what there is");
    }

    static Reply methodNotAllowed(String allowed) {
        return error(405, "method_not_allowed", "only " + allowed + " is possible here", "use " + allowed)
                .with("Allow", allowed);
    }

    Reply with(String header, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(header, value);
        return new Reply(status, contentType, Map.copyOf(more), body, release);
    }

    /** Runs this as well, once the reply is sent or cannot be. */
    Reply whenReleased(Runnable more) {
        return new Reply(status, contentType, headers, body, () -> {
            release.run();
            more.run();
        });
    }
}
