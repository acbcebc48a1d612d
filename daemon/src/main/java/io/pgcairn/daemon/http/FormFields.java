package io.pgcairn.daemon.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads what a form of a page sends, in the query or as the body. */
final class FormFields {
    private static final int MOST = 32;

    private FormFields() {}

    /**
     * The fields by name; of a name that comes twice the first, and no more than {@value #MOST}.
     *
     * @throws IllegalArgumentException an escape is broken
     */
    static Map<String, String> parse(String text) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String pair : text.split("&", MOST + 1)) {
            int is = pair.indexOf('=');
            if (!pair.isEmpty() && fields.size() < MOST) {
                String name = decoded(is < 0 ? pair : pair.substring(0, is));
                fields.putIfAbsent(name, is < 0 ? "" : decoded(pair.substring(is + 1)));
            }
        }
        return fields;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
