package io.pgcairn.daemon.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The last lines of what a process wrote, to be quoted where it failed. */
record LogEnd(String text) {
    private static final int LINES = 20;

    static LogEnd of(Path log) {
        try {
            List<String> lines =
                    Files.readString(log, StandardCharsets.ISO_8859_1).lines().toList();
            return new LogEnd(String.join("\n", lines.subList(Math.max(0, lines.size() - LINES), lines.size())));
        } catch (IOException e) {
            return new LogEnd("(" + log + " cannot be read: " + e.getMessage() + ")");
        }
    }
}
