package io.pgcairn.daemon.observe;

import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;

/** Writes a stack trace with its causes, bounded in depth and length. */
final class StackText {
    private static final int MOST_FRAMES = 40;
    private static final int MOST_CAUSES = 8;

    private StackText() {}

    static String of(IThrowableProxy thrown) {
        StringBuilder text = new StringBuilder();
        IThrowableProxy current = thrown;
        for (int depth = 0; current != null && depth < MOST_CAUSES; depth++) {
            if (depth > 0) {
                text.append("\nCaused by: ");
            }
            append(text, current);
            current = current.getCause();
        }
        return text.toString();
    }

    private static void append(StringBuilder text, IThrowableProxy thrown) {
        text.append(thrown.getClassName());
        if (thrown.getMessage() != null) {
            text.append(": ").append(thrown.getMessage());
        }
        StackTraceElementProxy[] frames = thrown.getStackTraceElementProxyArray();
        int own = Math.max(0, frames.length - thrown.getCommonFrames());
        for (int i = 0; i < Math.min(own, MOST_FRAMES); i++) {
            text.append("\n\tat ").append(frames[i].getStackTraceElement());
        }
        if (own > MOST_FRAMES) {
            text.append("\n\t… ").append(own - MOST_FRAMES).append(" more");
        }
    }
}
