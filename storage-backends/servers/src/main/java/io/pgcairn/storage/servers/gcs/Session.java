package io.pgcairn.storage.servers.gcs;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A resumable upload under way. Safe for use by several threads. */
final class Session {
    private static final Pattern RANGE = Pattern.compile("bytes (?:(\\d+)-(\\d+)|\\*)/(\\d+|\\*)");
    private static final int UNIT = 256 << 10;

    private final Bucket bucket;
    private final String name;
    private final Map<String, Object> settings;
    private final Optional<Long> condition;

    // Guarded by this.
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private @Nullable Stored stored;

    Session(Bucket bucket, String name, Map<String, Object> settings, Optional<Long> condition) {
        this.bucket = bucket;
        this.name = name;
        this.settings = settings;
        this.condition = condition;
    }

    synchronized int kept() {
        return bytes.size();
    }

    /**
     * Takes what a request brings.
     *
     * @param isCutOff whether only half of the body is to arrive; what is whole of it is kept, and nothing committed
     * @return the object, if it is there
     */
    synchronized Optional<Stored> take(Call call, boolean isCutOff) throws IOException {
        Matcher range = RANGE.matcher(
                call.header("content-range").orElseThrow(() -> new Violation("a part without Content-Range")));
        if (!range.matches()) {
            throw new Violation("Content-Range: " + range);
        }
        int length = Math.toIntExact(call.contentLength());
        if (length != (range.group(1) == null ? 0 : lengthOf(range))) {
            throw new Violation("Content-Range " + range.group() + " with a body of " + length);
        }
        if (stored != null) {
            return Optional.of(stored);
        }
        boolean isLast = !range.group(3).equals("*");
        byte[] body = call.body().readNBytes(isCutOff ? length / 2 : length);
        boolean isWhole = body.length == length && !isCutOff;
        if (length > 0) {
            keep(range, body, isLast, isWhole);
        }
        return isLast && isWhole ? finish(call, Integer.parseInt(range.group(3))) : Optional.empty();
    }

    private static long lengthOf(Matcher range) {
        return Long.parseLong(range.group(2)) - Long.parseLong(range.group(1)) + 1;
    }

    private void keep(Matcher range, byte[] body, boolean isLast, boolean isWhole) {
        long known = bytes.size() - Long.parseLong(range.group(1));
        if (known < 0) {
            throw new Violation("a part at " + range.group(1) + " where " + bytes.size() + " bytes are kept");
        }
        if (!isLast && lengthOf(range) % UNIT != 0) {
            throw new Violation("a part of " + lengthOf(range) + " bytes that is not the last");
        }
        int usable = isLast && isWhole ? body.length : body.length - body.length % UNIT;
        // Google ignores what it keeps already, as when a part is delivered twice.
        if (known < usable) {
            bytes.write(body, (int) known, usable - (int) known);
        }
    }

    private Optional<Stored> finish(Call call, int total) {
        if (total != bytes.size()) {
            throw new Violation("a total of " + total + " where " + bytes.size() + " bytes are there");
        }
        byte[] content = bytes.toByteArray();
        Optional<String> hash = call.header("x-goog-hash");
        if (!hash.equals(Optional.of("crc32c=" + Crc.of(content)))) {
            throw new Violation("x-goog-hash " + hash + " for an object with " + Crc.of(content));
        }
        stored = bucket.put(name, content, settings, condition);
        return Optional.of(stored);
    }
}
