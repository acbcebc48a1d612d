package io.pgcairn.daemon.observe;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.encoder.EncoderBase;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.TreeMap;
import org.slf4j.event.KeyValuePair;

/**
 * Writes an event as one line of logfmt: {@code ts=… level=info logger=… msg="…" cluster=main}. Pairs come from the
 * thread's context (MDC) and from the event. An exception stays on the line, its stack escaped.
 */
public final class LogfmtEncoder extends EncoderBase<ILoggingEvent> {
    private static final byte[] NOTHING = {};

    @Override
    public byte[] headerBytes() {
        return NOTHING;
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        LogfmtLine line = new LogfmtLine()
                .put("ts", timestamp(event))
                .put("level", event.getLevel().toString().toLowerCase(Locale.ROOT))
                .put("logger", shortName(event.getLoggerName()))
                .put("msg", String.valueOf(event.getFormattedMessage()));
        new TreeMap<>(event.getMDCPropertyMap()).forEach(line::put);
        if (event.getKeyValuePairs() != null) {
            for (KeyValuePair pair : event.getKeyValuePairs()) {
                line.put(pair.key, String.valueOf(pair.value));
            }
        }
        IThrowableProxy thrown = event.getThrowableProxy();
        if (thrown != null) {
            line.put("error", summary(thrown)).put("stack", StackText.of(thrown));
        }
        return line.toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public byte[] footerBytes() {
        return NOTHING;
    }

    private static String timestamp(ILoggingEvent event) {
        Instant instant = event.getInstant();
        Instant known = instant == null ? Instant.ofEpochMilli(event.getTimeStamp()) : instant;
        Instant millis = known.truncatedTo(ChronoUnit.MILLIS);
        // Instant leaves out zero milliseconds; lines of one width are easier on the eye.
        String text = millis.toString();
        return text.contains(".") ? text : text.replace("Z", ".000Z");
    }

    private static String shortName(String logger) {
        String own = "io.pgcairn.";
        return logger.startsWith(own) ? logger.substring(own.length()) : logger;
    }

    private static String summary(IThrowableProxy thrown) {
        String name = thrown.getClassName().substring(thrown.getClassName().lastIndexOf('.') + 1);
        return thrown.getMessage() == null ? name : name + ": " + thrown.getMessage();
    }
}
