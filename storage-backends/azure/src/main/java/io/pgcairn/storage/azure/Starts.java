package io.pgcairn.storage.azure;

import java.util.Optional;

/**
 * Where listings begin. Azure begins at a name and not after it, and only signs that keys have are sure to be ordered
 * there as they are here; so any other sign is replaced by what follows it among those. To cut it off would be right
 * too, and would read everything below a directory that the caller wants to skip.
 */
final class Starts {
    /** In the order of their bytes. */
    private static final String KEY_SIGNS = "+-./0123456789:=@ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz";

    private Starts() {}

    /** A string of signs that keys have, which no key after this one is less than; empty if no key is after it. */
    static Optional<String> from(String after) {
        int end = 0;
        while (end < after.length() && KEY_SIGNS.indexOf(after.charAt(end)) >= 0) {
            end++;
        }
        if (end == after.length()) {
            return Optional.of(after);
        }
        for (int i = end; i >= 0; i--) {
            Optional<Character> next = following(after.charAt(i));
            if (next.isPresent()) {
                return Optional.of(after.substring(0, i) + next.get());
            }
        }
        return Optional.empty();
    }

    private static Optional<Character> following(char sign) {
        for (int i = 0; i < KEY_SIGNS.length(); i++) {
            if (KEY_SIGNS.charAt(i) > sign) {
                return Optional.of(KEY_SIGNS.charAt(i));
            }
        }
        return Optional.empty();
    }
}
