package io.pgcairn.storage.servers.gcs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A body in parts, each with headers of its own, which are not looked at. */
record Multipart(String boundary, List<byte[]> bodies) {
    private static final Pattern BOUNDARY = Pattern.compile("multipart/(?:related|mixed); boundary=\"?([^\"]+)\"?");
    private static final byte[] END_OF_HEADERS = ascii("\r\n\r\n");

    static Multipart read(Call call) throws IOException {
        Matcher type = BOUNDARY.matcher(call.header("content-type").orElse(""));
        if (!type.matches()) {
            throw new Violation("a body in parts of type " + call.header("content-type"));
        }
        byte[] all = call.body().readAllBytes();
        if (all.length != call.contentLength()) {
            throw new IOException("the body ended early");
        }
        return new Multipart(type.group(1), split(all, "--" + type.group(1)));
    }

    private static List<byte[]> split(byte[] all, String delimiter) {
        List<byte[]> bodies = new ArrayList<>();
        byte[] next = ascii("\r\n" + delimiter);
        int start = indexOf(all, ascii(delimiter), 0);
        while (start >= 0) {
            int headersEnd = indexOf(all, END_OF_HEADERS, start);
            int end = headersEnd < 0 ? -1 : indexOf(all, next, headersEnd + 2);
            if (end < 0) {
                return bodies;
            }
            int from = headersEnd + END_OF_HEADERS.length;
            bodies.add(Arrays.copyOfRange(all, Math.min(from, end), end));
            start = end + 2;
        }
        return bodies;
    }

    private static int indexOf(byte[] all, byte[] wanted, int from) {
        for (int i = from; i <= all.length - wanted.length; i++) {
            if (all[i] == wanted[0] && Arrays.equals(all, i, i + wanted.length, wanted, 0, wanted.length)) {
                return i;
            }
        }
        return -1;
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
