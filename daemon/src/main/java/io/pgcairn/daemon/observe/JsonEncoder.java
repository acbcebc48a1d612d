package io.pgcairn.daemon.observe;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.EncoderBase;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes an event as one line with a JSON object, of the fields that logfmt has and no others. */
final class JsonEncoder extends EncoderBase<ILoggingEvent> {
    private static final byte[] NOTHING = {};

    @Override
    public byte[] headerBytes() {
        return NOTHING;
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        return LogFields.of(event).entrySet().stream()
                .map(JsonEncoder::field)
                .collect(Collectors.joining(",", "{", "}\n"))
                .getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public byte[] footerBytes() {
        return NOTHING;
    }

    private static String field(Map.Entry<String, Object> field) {
        return quoted(field.getKey()) + ":" + value(field.getValue());
    }

    /** JSON has no word for what is not a number. */
    private static String value(Object value) {
        boolean isFinite = !(value instanceof Double number) || Double.isFinite(number);
        return value instanceof Boolean || value instanceof Number && isFinite
                ? value.toString()
                : quoted(value.toString());
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
        text.chars().forEach(c -> {
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\t' -> quoted.append("\\t");
                default -> {
                    boolean isSafe = !Character.isISOControl(c)
                            && c != 0x2028
                            && c != 0x2029
                            && !Character.isSurrogate((char) c);
                    quoted.append(isSafe ? Character.toString(c) : "\\u%04x".formatted(c));
                }
            }
        });
        return quoted.append('"').toString();
    }
}
