package io.pgcairn.daemon.catalog;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.time.Duration;

/**
 * What one term of the lease on base backups says, see docs/format.md.
 *
 * @param isHeld whether somebody holds it; else it is released
 * @param holder for people, and to know oneself
 * @param process of the holder, for other processes of the same host; may be empty
 * @param backup the label that is taken; may be empty
 * @param life how long it lives without being renewed
 */
record LeaseTerm(boolean isHeld, String holder, String process, String backup, Duration life) {
    private static final int FORMAT = 1;
    private static final String HELD = "held";
    private static final String RELEASED = "released";
    private static final long LONGEST_SECONDS = 3600;

    LeaseTerm with(String label) {
        return new LeaseTerm(isHeld, holder, process, label, life);
    }

    /** Whether one and the same holder wrote both, to say the same. */
    boolean isOf(LeaseTerm other) {
        return holder.equals(other.holder) && isHeld == other.isHeld;
    }

    byte[] toJson() throws IOException {
        return JSON.std
                .with(JSON.Feature.PRETTY_PRINT_OUTPUT)
                .composeBytes()
                .startObject()
                .put("format", FORMAT)
                .put("state", isHeld ? HELD : RELEASED)
                .put("holder", holder)
                .put("process", process)
                .put("backup", backup)
                .put("seconds", life.toSeconds())
                .end()
                .finish();
    }

    static LeaseTerm fromJson(byte[] json) throws IOException {
        JsonFields fields = JsonFields.parse("a lease", json);
        fields.requireFormat(FORMAT);
        long seconds = Math.clamp(fields.number("seconds"), 1, LONGEST_SECONDS);
        return new LeaseTerm(
                !fields.text("state").equals(RELEASED),
                fields.text("holder"),
                fields.has("process") ? fields.text("process") : "",
                fields.text("backup"),
                Duration.ofSeconds(seconds));
    }
}
