package io.pgcairn.storage.remote;

import io.pgcairn.storage.ObjectKey;

/**
 * Bounds of listings as every store takes them. Callers may pass any string; stores disagree about how control
 * characters and other scripts are escaped and ordered, and no key holds such a character.
 */
final class KeyBounds {
    private static final char FIRST_PRINTABLE = ' ';
    private static final char LAST_PRINTABLE = '~';

    private KeyBounds() {}

    /** Whether a key may start so. */
    static boolean mayStartKey(String prefix) {
        return prefix.isEmpty() || isKey(prefix) || isKey(prefix + "x") || isKey(prefix + "/x");
    }

    /** A printable string that lies between the same two keys. */
    static String printable(String bound) {
        for (int i = 0; i < bound.length(); i++) {
            char c = bound.charAt(i);
            if (c < FIRST_PRINTABLE) {
                return bound.substring(0, i); // every key that goes on from here goes on with something greater
            }
            if (c > LAST_PRINTABLE) {
                return bound.substring(0, i) + LAST_PRINTABLE; // and here with something smaller
            }
        }
        return bound;
    }

    private static boolean isKey(String value) {
        try {
            return !new ObjectKey(value).value().isEmpty();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
