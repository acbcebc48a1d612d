package io.pgcairn.storage;

import java.nio.charset.StandardCharsets;

/**
 * The name of one object in a store: relative, slash-separated, unable to escape the store's root.
 *
 * <p>A key has 1 to {@value #MAX_BYTES} UTF-8 bytes; its parts are not empty, not {@code .} or {@code ..}, and hold
 * only ASCII letters, digits and {@code . _ - + = @ :}. What stores disagree about (encoding, case of other scripts,
 * backslashes) thus never arises. Keys are ordered by their bytes, as every store lists them.
 */
public record ObjectKey(String value) implements Comparable<ObjectKey> {
    /** The most bytes a key may have: S3 and Google allow 1024, and a configured prefix takes its share. */
    public static final int MAX_BYTES = 900;

    private static final int MAX_PART_BYTES = 255;
    private static final String ALLOWED_SIGNS = "._-+=@:";

    public ObjectKey {
        if (value.isEmpty() || value.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            throw new IllegalArgumentException(
                    "an object key has 1 to " + MAX_BYTES + " bytes, not " + value.length() + ": " + value);
        }
        for (String part : value.split("/", -1)) {
            requirePart(part, value);
        }
    }

    /** The key {@code this/child}. */
    public ObjectKey resolve(String child) {
        return new ObjectKey(value + "/" + child);
    }

    /** What follows the last slash. */
    public String name() {
        return value.substring(value.lastIndexOf('/') + 1);
    }

    @Override
    public int compareTo(ObjectKey other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }

    private static void requirePart(String part, String key) {
        if (part.isEmpty() || part.equals(".") || part.equals("..") || part.length() > MAX_PART_BYTES) {
            throw new IllegalArgumentException("an object key has no empty, '.', '..' or overlong part: " + key);
        }
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            if (!isAlphanumeric(c) && ALLOWED_SIGNS.indexOf(c) < 0) {
                throw new IllegalArgumentException("an object key holds only letters, digits and " + ALLOWED_SIGNS
                        + " between its slashes: " + key);
            }
        }
    }

    private static boolean isAlphanumeric(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }
}
