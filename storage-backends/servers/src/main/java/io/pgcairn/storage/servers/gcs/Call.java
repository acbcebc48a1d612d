package io.pgcairn.storage.servers.gcs;

import java.io.InputStream;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One request as it came.
 *
 * @param path raw, as it was escaped
 * @param headers by name in lower case
 */
record Call(String method, String path, Map<String, String> query, Map<String, String> headers, InputStream body) {
    static Call of(String method, URI uri, Map<String, String> headers, InputStream body) {
        Map<String, String> query = new HashMap<>();
        if (uri.getRawQuery() != null) {
            for (String pair : uri.getRawQuery().split("&")) {
                String[] parts = pair.split("=", 2);
                query.put(decoded(parts[0]), parts.length == 2 ? decoded(parts[1]) : "");
            }
        }
        return new Call(method, uri.getRawPath(), Map.copyOf(query), Map.copyOf(headers), body);
    }

    Optional<String> parameter(String name) {
        return Optional.ofNullable(query.get(name));
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    long contentLength() {
        String length = headers.get("content-length");
        if (length == null) {
            throw new Violation(method + " without Content-Length");
        }
        return Long.parseLong(length);
    }

    /** Refuses parameters that are not documented for this method of the API. */
    void requireOnly(Set<String> allowed) {
        for (String name : query.keySet()) {
            if (!allowed.contains(name) && !name.equals("fields") && !name.equals("userProject")) {
                throw new Violation(method + " " + path + " with an unknown parameter " + name);
            }
        }
    }

    static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return method + " " + path + " " + query + " " + headers;
    }
}
