package io.pgcairn.daemon.program;

import java.util.Map;
import java.util.function.Consumer;

/** A line for every tenth of a backup, or for every so many bytes where it is not known how many there are. */
final class ReadProgress {
    private static final int STEP = 10;
    private static final long STEP_BYTES = 10L << 30;

    private final String doing;
    private final Consumer<String> lines;
    private long told;

    ReadProgress(Consumer<String> lines) {
        this("read", lines);
    }

    /** @param doing what is done to the bytes, in the past */
    ReadProgress(String doing, Consumer<String> lines) {
        this.doing = doing;
        this.lines = lines;
    }

    /** @param job what the daemon says of it */
    void report(Map<String, Object> job) {
        long done = number(job.getOrDefault("done_bytes", 0));
        long total = number(job.getOrDefault("total_bytes", 0));
        // The sizes of the databases are asked for at the start, and there are other files as well.
        long reached = total == 0 ? done / STEP_BYTES : Math.min(100, done * 100 / total) / STEP;
        if (reached > told) {
            told = reached;
            lines.accept(
                    total == 0
                            ? doing + " " + done + " bytes"
                            : doing + " " + reached * STEP + " %: " + done + " of about " + total + " bytes");
        }
    }

    private static long number(Object value) {
        return value instanceof Number number ? number.longValue() : 0;
    }
}
