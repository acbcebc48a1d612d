package io.pgcairn.storage.contract.fault;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A request as the proxy sees it before its body.
 *
 * @param method in upper case
 * @param path as it was sent, without the query
 * @param query names and values as they were sent; a name without a value has an empty one
 * @param headers by names in lower case
 */
public record RequestHead(String method, String path, Map<String, String> query, Map<String, String> headers) {
    public RequestHead {
        query = Map.copyOf(query);
        headers = Map.copyOf(headers);
    }

    static RequestHead of(HttpHead head) {
        String[] words = head.startLine().split(" ", 3);
        if (words.length < 3) {
            throw new IllegalArgumentException("no request: " + head.startLine());
        }
        int mark = words[1].indexOf('?');
        String path = mark < 0 ? words[1] : words[1].substring(0, mark);
        String query = mark < 0 ? "" : words[1].substring(mark + 1);
        return new RequestHead(words[0], path, parameters(query), head.fieldsByName());
    }

    private static Map<String, String> parameters(String query) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : query.isEmpty() ? new String[0] : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            parameters.put(equals < 0 ? pair : pair.substring(0, equals), equals < 0 ? "" : pair.substring(equals + 1));
        }
        return parameters;
    }

    public boolean hasQuery(String name) {
        return query.containsKey(name);
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    public boolean is(String wanted) {
        return method.equals(wanted);
    }
}
