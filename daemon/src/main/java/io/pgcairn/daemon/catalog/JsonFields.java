package io.pgcairn.daemon.catalog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.jr.ob.JSON;
import io.pgcairn.daemon.pipeline.CorruptFrameException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The fields of one of our JSON documents. A field that is missing or of another kind is corruption, told by name. */
final class JsonFields {
    private final String document;
    private final Map<?, ?> fields;

    private JsonFields(String document, Map<?, ?> fields) {
        this.document = document;
        this.fields = fields;
    }

    static JsonFields parse(String document, byte[] json) throws IOException {
        try {
            return new JsonFields(document, JSON.std.mapFrom(json));
        } catch (JsonProcessingException e) {
            throw new CorruptFrameException(document + " is no JSON object: " + e.getOriginalMessage(), e);
        }
    }

    void requireFormat(int known) throws CorruptFrameException {
        long format = number("format");
        if (format != known) {
            throw new CorruptFrameException(
                    document + " has format " + format + "; this version reads format " + known
                            + ": use a newer pgcairn",
                    null);
        }
    }

    boolean has(String name) {
        return fields.containsKey(name);
    }

    String text(String name) throws CorruptFrameException {
        if (fields.get(name) instanceof String text) {
            return text;
        }
        throw missing(name, "text");
    }

    long number(String name) throws CorruptFrameException {
        if (fields.get(name) instanceof Number number) {
            return number.longValue();
        }
        throw missing(name, "a number");
    }

    boolean flag(String name) throws CorruptFrameException {
        if (fields.get(name) instanceof Boolean flag) {
            return flag;
        }
        throw missing(name, "true or false");
    }

    JsonFields object(String name) throws CorruptFrameException {
        if (fields.get(name) instanceof Map<?, ?> map) {
            return new JsonFields(document, map);
        }
        throw missing(name, "an object");
    }

    List<String> texts(String name) throws CorruptFrameException {
        if (!(fields.get(name) instanceof List<?> list)) {
            throw missing(name, "a list");
        }
        List<String> texts = new ArrayList<>(list.size());
        for (Object element : list) {
            if (!(element instanceof String text)) {
                throw missing(name, "a list of texts");
            }
            texts.add(text);
        }
        return texts;
    }

    List<JsonFields> objects(String name) throws CorruptFrameException {
        if (!(fields.get(name) instanceof List<?> list)) {
            throw missing(name, "a list");
        }
        List<JsonFields> objects = new ArrayList<>(list.size());
        for (Object element : list) {
            if (!(element instanceof Map<?, ?> map)) {
                throw missing(name, "a list of objects");
            }
            objects.add(new JsonFields(document, map));
        }
        return objects;
    }

    private CorruptFrameException missing(String name, String kind) {
        return new CorruptFrameException(document + " lacks " + name + ", which is " + kind, null);
    }
}
