package io.pgcairn.daemon.instance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What a running server says of itself in {@code postmaster.pid}, as {@code pg_ctl -w} reads it. */
record PostmasterFile(Path data) {
    private static final int STATUS_LINE = 7;

    /** Whether the server with this process id accepts connections, as a primary or as a standby. */
    boolean saysReady(long pid) {
        List<String> lines;
        try {
            lines = Files.readString(data.resolve("postmaster.pid"), StandardCharsets.UTF_8)
                    .lines()
                    .map(String::strip)
                    .toList();
        } catch (IOException e) {
            return false; // not written yet
        }
        return lines.size() > STATUS_LINE
                && lines.getFirst().equals(Long.toString(pid))
                && (lines.get(STATUS_LINE).equals("ready")
                        || lines.get(STATUS_LINE).equals("standby"));
    }
}
