package io.pgcairn.daemon.observe;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import java.io.OutputStream;

/** Sends the program's log to a stream, one line an event. */
public final class LogOutput {
    private final LoggerContext context;

    public LogOutput(LoggerContext context) {
        this.context = context;
    }

    /** Replaces whatever was set up before; lines go to {@code out}, which stays open. */
    public void start(OutputStream out, String level) {
        context.reset();
        LogfmtEncoder encoder = new LogfmtEncoder();
        encoder.setContext(context);
        encoder.start();
        OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();
        appender.setContext(context);
        appender.setName("logfmt");
        appender.setEncoder(encoder);
        appender.setImmediateFlush(true);
        appender.setOutputStream(out);
        appender.start();
        context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(appender);
        level(level);
    }

    /** The least severe events of ours that are written: {@code error warn info debug trace}. Others' stay at warn. */
    public void level(String level) {
        context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.WARN);
        context.getLogger("io.pgcairn").setLevel(Level.toLevel(level, Level.INFO));
    }
}
