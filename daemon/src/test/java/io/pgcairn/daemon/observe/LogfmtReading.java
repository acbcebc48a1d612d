package io.pgcairn.daemon.observe;

import java.util.LinkedHashMap;
import java.util.Map;

/** Reads a line of logfmt, for comparison. Character by character: a stack is too long a value for a pattern. */
final class LogfmtReading {
    private final String line;
    private int at;

    private LogfmtReading(String line) {
        this.line = line;
    }

    static Map<String, String> fields(String line) {
        LogfmtReading reading = new LogfmtReading(line);
        Map<String, String> fields = new LinkedHashMap<>();
        while (reading.at < line.length()) {
            String key = reading.until('=');
            fields.put(key, reading.value());
        }
        return fields;
    }

    private String until(char end) {
        int stop = line.indexOf(end, at);
        String text = line.substring(at, stop < 0 ? line.length() : stop);
        at += text.length() + 1;
        return text;
    }

    private String value() {
        if (line.charAt(at) != '"') {
            return until(' ');
        }
        StringBuilder text = new StringBuilder();
        for (at++; line.charAt(at) != '"'; at++) {
            text.append(line.charAt(at) == '\\' ? escaped() : line.charAt(at));
        }
        at += 2;
        return text.toString();
    }

    private char escaped() {
        at++;
        return switch (line.charAt(at)) {
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> {
                at += 4;
                yield (char) Integer.parseInt(line.substring(at - 3, at + 1), 16);
            }
            default -> line.charAt(at);
        };
    }
}
