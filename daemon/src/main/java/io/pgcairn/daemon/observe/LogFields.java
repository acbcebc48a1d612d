package io.pgcairn.daemon.observe;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxy;
import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.storage.StoreException;
import java.net.SocketException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.event.KeyValuePair;

/** What a line of the log says, in order, whatever form it is written in. Each name occurs once. */
final class LogFields {
    static final String ERROR = "error";

    private static final List<String> FIRST = List.of("ts", "level", "logger", "msg");
    private static final String OWN = "io.pgcairn.";

    private LogFields() {}

    /** Values are text, numbers or truth values. */
    static Map<String, Object> of(ILoggingEvent event) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("ts", timestamp(event));
        fields.put("level", event.getLevel().toString().toLowerCase(Locale.ROOT));
        fields.put("logger", shortName(event.getLoggerName()));
        fields.put("msg", String.valueOf(event.getFormattedMessage()));
        new TreeMap<>(event.getMDCPropertyMap()).forEach((key, value) -> put(fields, key, value));
        if (event.getKeyValuePairs() != null) {
            for (KeyValuePair pair : event.getKeyValuePairs()) {
                put(fields, pair.key, pair.value);
            }
        }
        IThrowableProxy thrown = event.getThrowableProxy();
        if (thrown != null) {
            fields.put(fields.containsKey(ERROR) ? "cause" : ERROR, summary(thrown));
            if (!isExpected(thrown)) {
                fields.put("stack", StackText.of(thrown));
            }
        }
        return fields;
    }

    /** What happens in any operation needs no stack: it has words of its own. */
    private static boolean isExpected(IThrowableProxy thrown) {
        return thrown instanceof ThrowableProxy proxy
                && (proxy.getThrowable() instanceof CairnException
                        || proxy.getThrowable() instanceof StoreException
                        || proxy.getThrowable() instanceof SocketException);
    }

    static String summary(IThrowableProxy thrown) {
        String name = thrown.getClassName().substring(thrown.getClassName().lastIndexOf('.') + 1);
        return thrown.getMessage() == null ? name : name + ": " + thrown.getMessage();
    }

    /** What the event itself says holds over what its thread is known for. */
    private static void put(Map<String, Object> fields, String key, Object value) {
        boolean isScalar = value instanceof Number || value instanceof Boolean;
        fields.put(name(key), isScalar ? value : String.valueOf(value));
    }

    /** A key must not end early or hold a line end, whoever chose it. */
    private static String name(String key) {
        String plain = key.replaceAll("[^!-~]|[=\"]", "_");
        return plain.isEmpty() || FIRST.contains(plain) ? plain + "_" : plain;
    }

    private static String timestamp(ILoggingEvent event) {
        Instant instant = event.getInstant();
        Instant known = instant == null ? Instant.ofEpochMilli(event.getTimeStamp()) : instant;
        // Instant leaves out zero milliseconds; lines of one width are easier on the eye.
        String text = known.truncatedTo(ChronoUnit.MILLIS).toString();
        return text.contains(".") ? text : text.replace("Z", ".000Z");
    }

    private static String shortName(String logger) {
        return logger.startsWith(OWN) ? logger.substring(OWN.length()) : logger;
    }
}
