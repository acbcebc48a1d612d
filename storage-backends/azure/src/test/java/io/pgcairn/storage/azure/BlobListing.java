package io.pgcairn.storage.azure;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;

/**
 * Answers List Blobs over a set of names, as Azure documents it.
 *
 * @param knowsStart whether it begins at {@code startFrom}, or ignores it as an older server does
 * @param emptyPages whether each request without a mark is answered by an empty page with a mark, as Azure may
 */
record BlobListing(NavigableSet<String> names, boolean knowsStart, boolean emptyPages) implements Recorder.Answer {
    @Override
    public void to(HttpExchange exchange) throws IOException {
        Map<String, String> asked = query(exchange.getRequestURI().getRawQuery());
        String prefix = asked.getOrDefault("prefix", "");
        String start = knowsStart ? asked.getOrDefault("startFrom", "") : "";
        String from = max(prefix, max(start, asked.getOrDefault("marker", "")));
        int most = emptyPages && !asked.containsKey("marker") ? 0 : Integer.parseInt(asked.get("maxresults"));
        List<String> found = new ArrayList<>();
        String next = "";
        for (String name : names.tailSet(from, true)) {
            if (!name.startsWith(prefix)) {
                break;
            }
            if (found.size() == most) {
                next = name;
                break;
            }
            found.add(name);
        }
        byte[] xml = xml(found, next).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/xml");
        exchange.sendResponseHeaders(200, xml.length);
        exchange.getResponseBody().write(xml);
    }

    private static String max(String a, String b) {
        return a.compareTo(b) > 0 ? a : b;
    }

    private static Map<String, String> query(String raw) {
        Map<String, String> query = new HashMap<>();
        for (String pair : raw.split("&")) {
            String[] parts = pair.split("=", 2);
            query.put(parts[0], URLDecoder.decode(parts.length < 2 ? "" : parts[1], StandardCharsets.UTF_8));
        }
        return query;
    }

    private static String xml(List<String> names, String next) {
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"utf-8\"?><EnumerationResults><Blobs>");
        for (String name : names) {
            xml.append("<Blob><Name>").append(name).append("</Name><Properties>");
            xml.append("<Last-Modified>Sat, 21 Nov 2026 12:00:00 GMT</Last-Modified><Etag>0x1</Etag>");
            xml.append("<Content-Length>5</Content-Length></Properties></Blob>");
        }
        return xml.append("</Blobs><NextMarker>")
                .append(next)
                .append("</NextMarker></EnumerationResults>")
                .toString();
    }
}
