package io.pgcairn.daemon.observe;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/** Sends the program's log to a stream, one line an event. Safe for use by several threads. */
public final class LogOutput implements AutoCloseable {
    private static final Duration SWEEP = Duration.ofSeconds(10);

    private final LoggerContext context;
    private final OutputStream out;
    private final InstantSource clock;
    private Optional<Thread> sweeping = Optional.empty();
    private Optional<RepeatedFailures> failures = Optional.empty();
    private Optional<Form> current = Optional.empty();

    /** @param out where lines go; it stays open */
    public LogOutput(LoggerContext context, OutputStream out, InstantSource clock) {
        this.context = context;
        this.out = out;
        this.clock = clock;
    }

    /** The form of a line; both say the same. */
    public enum Form {
        LOGFMT,
        JSON
    }

    /** Replaces whatever was set up before; in the same form the lines go on, and what is known of failures stays. */
    public synchronized void start(Form form, String level) {
        if (sweeping.isPresent() && current.equals(Optional.of(form))) {
            level(level);
            return;
        }
        close();
        current = Optional.of(form);
        context.reset();
        Encoder<ILoggingEvent> encoder = form == Form.JSON ? new JsonEncoder() : new LogfmtEncoder();
        encoder.setContext(context);
        encoder.start();
        OutputStreamAppender<ILoggingEvent> lines = new OutputStreamAppender<>();
        lines.setContext(context);
        lines.setName("lines");
        lines.setEncoder(encoder);
        lines.setImmediateFlush(true);
        lines.setOutputStream(new OpenStream(out));
        lines.start();
        RepeatedFailures summing = new RepeatedFailures(lines, clock);
        summing.setContext(context);
        summing.setName("failures");
        summing.start();
        context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(summing);
        level(level);
        failures = Optional.of(summing);
        sweeping = Optional.of(Thread.ofVirtual().name("log-sweep").start(() -> sweep(summing)));
    }

    /** The least severe events of ours that are written: {@code error warn info debug trace}. Others' stay at warn. */
    public void level(String level) {
        context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.WARN);
        context.getLogger("io.pgcairn").setLevel(Level.toLevel(level, Level.INFO));
    }

    /** Writes what was kept back. What is told later, by a thread that is late, is written as it comes. */
    @Override
    public synchronized void close() {
        sweeping.ifPresent(Thread::interrupt);
        sweeping = Optional.empty();
        failures.ifPresent(RepeatedFailures::pass);
    }

    private static void sweep(RepeatedFailures failures) {
        try {
            while (true) {
                Thread.sleep(SWEEP);
                failures.sweep();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The stream belongs to the process; an appender that ends must not close it. */
    private static final class OpenStream extends FilterOutputStream {
        private OpenStream(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
