package io.pgcairn.daemon.http;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.util.Map;
import java.util.Set;

/** Reads what is posted to order a restore drill. */
final class DrillBody {
    private static final String TARGET = "target";
    private static final String TIER = "tier";
    private static final String KEEP = "keep";

    private DrillBody() {}

    /**
     * Nothing, or an object.
     *
     * @throws IllegalArgumentException it is something else; the message says what
     */
    static BackupOrder.Drill parse(byte[] body) {
        if (body.length == 0) {
            return BackupOrder.Drill.USUAL;
        }
        Map<String, Object> fields;
        try {
            fields = JSON.std.mapFrom(body);
        } catch (IOException e) {
            throw new IllegalArgumentException("the body is no JSON object", e);
        }
        if (!Set.of(TARGET, TIER, KEEP).containsAll(fields.keySet())) {
            throw new IllegalArgumentException("the body has a field that is not known here");
        }
        return new BackupOrder.Drill(text(fields, TARGET), text(fields, TIER), flag(fields));
    }

    private static String text(Map<String, Object> fields, String name) {
        return switch (fields.get(name)) {
            case null -> "";
            case String text -> text;
            default -> throw new IllegalArgumentException(name + " is no text");
        };
    }

    private static boolean flag(Map<String, Object> fields) {
        return switch (fields.get(KEEP)) {
            case null -> false;
            case Boolean keeps -> keeps;
            default -> throw new IllegalArgumentException(KEEP + " is neither true nor false");
        };
    }
}
