package io.pgcairn.storage.contract.fault;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A reply that no server made.
 *
 * @param status from 200 to 599
 * @param headers besides the length, which follows from the body
 * @param body left out, with its length announced, where the request is a HEAD
 */
public record CannedReply(int status, Map<String, String> headers, String body) {
    public CannedReply {
        if (status < 200 || status > 599) {
            throw new IllegalArgumentException("no final status: " + status);
        }
        headers = Map.copyOf(headers);
    }

    HttpHead head(boolean isLast) {
        List<String> fields = new ArrayList<>();
        headers.forEach((name, value) -> fields.add(name + ": " + value));
        if (status != 204 && status != 304) {
            fields.add("Content-Length: " + bytes().length);
        }
        if (isLast) {
            fields.add("Connection: close");
        }
        return new HttpHead("HTTP/1.1 " + status + " Canned", fields);
    }

    byte[] bytes() {
        return body.getBytes(StandardCharsets.UTF_8);
    }
}
