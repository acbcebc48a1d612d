package io.pgcairn.daemon.postgres;

import java.util.Locale;

/** Hexadecimal numbers as PostgreSQL writes them in WAL file names. */
final class Hex {
    private Hex() {}

    /**
     * Reads hexadecimal digits; both cases are taken, signs are not.
     *
     * @throws IllegalArgumentException another character is among them
     */
    static long parse(String text, int from, int to) {
        long value = 0;
        for (int i = from; i < to; i++) {
            int digit = text.charAt(i) < 128 ? Character.digit(text.charAt(i), 16) : -1;
            if (digit < 0) {
                throw new IllegalArgumentException("not a hexadecimal number: " + text.substring(from, to));
            }
            value = value << 4 | digit;
        }
        return value;
    }

    /** Eight upper-case digits. */
    static String eight(long value) {
        return String.format(Locale.ROOT, "%08X", value);
    }
}
