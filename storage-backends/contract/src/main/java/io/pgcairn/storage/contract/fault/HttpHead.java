package io.pgcairn.storage.contract.fault;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The first line and the fields of a message, kept as they were sent, since signatures cover them. */
record HttpHead(String startLine, List<String> fields) {
    private static final int MOST_BYTES = 256 << 10;

    HttpHead {
        fields = List.copyOf(fields);
    }

    /** The next head; empty if the peer has nothing more to say. */
    static Optional<HttpHead> read(InputStream in) throws IOException {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (int bytes = 0; bytes < MOST_BYTES; bytes++) {
            int next = in.read();
            if (next < 0) {
                if (bytes == 0) {
                    return Optional.empty();
                }
                throw new EOFException("the connection ended within a head");
            }
            if (next != '\n') {
                line.append((char) next);
                continue;
            }
            String whole = withoutReturn(line);
            if (whole.isEmpty() && !lines.isEmpty()) {
                return Optional.of(new HttpHead(lines.getFirst(), lines.subList(1, lines.size())));
            }
            if (!whole.isEmpty()) {
                lines.add(whole);
            }
            line.setLength(0);
        }
        throw new IOException("a head of more than " + MOST_BYTES + " bytes");
    }

    private static String withoutReturn(StringBuilder line) {
        int length = line.length();
        return length > 0 && line.charAt(length - 1) == '\r' ? line.substring(0, length - 1) : line.toString();
    }

    /** The status of a reply. */
    int status() throws IOException {
        String[] words = startLine.split(" ", 3);
        if (words.length < 2 || !words[1].matches("[1-5]\\d\\d")) {
            throw new IOException("no reply: " + startLine);
        }
        return Integer.parseInt(words[1]);
    }

    Optional<String> field(String name) {
        return Optional.ofNullable(fieldsByName().get(name));
    }

    boolean says(String name, String word) {
        return field(name).orElse("").toLowerCase(Locale.ROOT).contains(word);
    }

    /** Values by names in lower case; of fields that come twice, the values joined. */
    Map<String, String> fieldsByName() {
        Map<String, String> byName = new LinkedHashMap<>();
        for (String field : fields) {
            byName.merge(nameOf(field), field.substring(field.indexOf(':') + 1).strip(), (a, b) -> a + "," + b);
        }
        return byName;
    }

    private static String nameOf(String field) {
        return field.substring(0, Math.max(0, field.indexOf(':'))).strip().toLowerCase(Locale.ROOT);
    }

    HttpHead without(Set<String> names) {
        return new HttpHead(
                startLine,
                fields.stream().filter(field -> !names.contains(nameOf(field))).toList());
    }

    HttpHead with(String field) {
        List<String> more = new ArrayList<>(fields);
        more.add(field);
        return new HttpHead(startLine, more);
    }

    byte[] bytes() {
        return (startLine + "\r\n"
                        + String.join("", fields.stream().map(f -> f + "\r\n").toList()) + "\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
    }
}
