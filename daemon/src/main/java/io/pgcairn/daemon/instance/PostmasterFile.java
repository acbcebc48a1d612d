package io.pgcairn.daemon.instance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What a running server says of itself in {@code postmaster.pid}, as {@code pg_ctl -w} reads it. */
record PostmasterFile(Path data) {
    private static final int STATUS_LINE = 7;

    /** The process that serves the directory, or did; empty if the file says nothing. */
    Optional<Long> pid() {
        return lines().stream()
                .findFirst()
                .filter(first -> first.matches("[1-9][0-9]{0,9}"))
                .map(Long::valueOf);
    }

    private List<String> lines() {
        try {
            return Files.readString(data.resolve("postmaster.pid"), StandardCharsets.UTF_8)
                    .lines()
                    .map(String::strip)
                    .toList();
        } catch (IOException e) {
            return List.of(); // not written yet
        }
    }

    /** Whether the server with this process id accepts connections, as a primary or as a standby. */
    boolean saysReady(long pid) {
        return saysPrimary(pid) || says(pid, "standby");
    }

    /** Whether the server with this process id has ended its recovery and accepts connections. */
    boolean saysPrimary(long pid) {
        return says(pid, "ready");
    }

    private boolean says(long pid, String status) {
        List<String> lines = lines();
        return lines.size() > STATUS_LINE
                && lines.getFirst().equals(Long.toString(pid))
                && lines.get(STATUS_LINE).equals(status);
    }
}
