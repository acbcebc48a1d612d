package io.pgcairn.daemon.http;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * By what one sees that a file changed.
 *
 * @param isFresh whether it was written so lately that it may be written again within the same tick of its clock
 */
record FileStamp(long size, Instant modified, @Nullable Object key, boolean isFresh) {
    /** Of a file that is not there. */
    static final FileStamp NONE = new FileStamp(-1, Instant.EPOCH, null, false);

    private static final Duration TICK = Duration.ofSeconds(2);

    static FileStamp of(Path file) {
        try {
            BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
            Instant modified = now.lastModifiedTime().toInstant();
            boolean isFresh = modified.plus(TICK).isAfter(Instant.now());
            return new FileStamp(now.size(), modified, now.fileKey(), isFresh);
        } catch (IOException e) {
            return NONE;
        }
    }

    /** Whether nothing can have been written between the two. */
    boolean isSameAs(FileStamp earlier) {
        return size == earlier.size
                && modified.equals(earlier.modified)
                && Objects.equals(key, earlier.key)
                && !earlier.isFresh;
    }
}
