package io.pgcairn.daemon.observe;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.EncoderBase;
import java.nio.charset.StandardCharsets;

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
        LogfmtLine line = new LogfmtLine();
        LogFields.of(event).forEach((key, value) -> line.put(key, value.toString()));
        return line.toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public byte[] footerBytes() {
        return NOTHING;
    }
}
