package io.pgcairn.daemon.http;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.util.Map;
import java.util.Set;

/** Reads what is posted to order a backup. */
final class OrderBody {
    private static final String NAME = "name";
    private static final String NOTE = "note";
    private static final String HOLD = "hold";

    private OrderBody() {}

    /**
     * Nothing, or an object of texts.
     *
     * @throws IllegalArgumentException it is something else; the message says what
     */
    static BackupOrder parse(byte[] body) {
        if (body.length == 0) {
            return BackupOrder.PLAIN;
        }
        Map<String, Object> fields;
        try {
            fields = JSON.std.mapFrom(body);
        } catch (IOException e) {
            throw new IllegalArgumentException("the body is no JSON object", e);
        }
        for (String field : fields.keySet()) {
            if (!Set.of(NAME, NOTE, HOLD).contains(field)) {
                throw new IllegalArgumentException("the body has a field that is not known here");
            }
        }
        return new BackupOrder(text(fields, NAME), text(fields, NOTE), PinText.parse(text(fields, HOLD)));
    }

    private static String text(Map<String, Object> fields, String name) {
        return switch (fields.get(name)) {
            case null -> "";
            case String text -> text;
            default -> throw new IllegalArgumentException(name + " is no text");
        };
    }
}
