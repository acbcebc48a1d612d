package io.pgcairn.daemon.instance;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The end of a log file, short enough to be quoted in an error. */
record LogExcerpt(String text) {
    private static final int BYTES = 4096;

    static LogExcerpt of(Path file) {
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            channel.position(Math.max(0, channel.size() - BYTES));
            ByteBuffer end = ByteBuffer.allocate(BYTES);
            while (end.hasRemaining() && channel.read(end) >= 0) {
                continue;
            }
            return new LogExcerpt(
                    StandardCharsets.UTF_8.decode(end.flip()).toString().strip());
        } catch (IOException e) {
            return new LogExcerpt("(" + file + " cannot be read: " + e.getMessage() + ")");
        }
    }
}
