package io.pgcairn.daemon.program;

import io.pgcairn.daemon.restore.RestoreListener;
import java.util.function.Consumer;

/** A line for every tenth of a restore. */
final class PercentProgress implements RestoreListener {
    private static final int STEP = 10;

    private final Consumer<String> lines;
    private long told;

    PercentProgress(Consumer<String> lines) {
        this.lines = lines;
    }

    @Override
    public void placed(long files, long bytes, long totalBytes) {
        long percent = totalBytes == 0 ? 100 : Math.min(100, bytes * 100 / totalBytes);
        if (percent >= told + STEP) {
            told = percent - percent % STEP;
            lines.accept("restored " + told + " %: " + files + " files, " + bytes + " of " + totalBytes + " bytes");
        }
    }
}
