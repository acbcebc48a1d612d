package io.pgcairn.daemon.config;

import java.time.Duration;

/**
 * What one tier keeps.
 *
 * @param automatic whether the daemon prunes by itself
 * @param every how often it does
 * @param window how far back every moment can be restored
 * @param minimum the least number of newest backups from which every later moment can be restored, from 1
 * @param daily of how many days the last backup is kept beyond the window, with the WAL that it needs by itself;
 *     {@code weekly}, {@code monthly} and {@code yearly} alike
 * @param leftoversAfter how old what a failed backup left must be before it is deleted
 */
public record RetentionConfig(
        boolean automatic,
        Duration every,
        Duration window,
        int minimum,
        int daily,
        int weekly,
        int monthly,
        int yearly,
        Duration leftoversAfter) {
    /**
     * A window as a configuration writes it.
     *
     * @throws IllegalArgumentException it is none; the message says what one is
     */
    public static Duration parseWindow(String text) {
        return RetentionSection.parseWindow(text);
    }

    public RetentionConfig {
        if (!every.isPositive() || window.isNegative() || leftoversAfter.isNegative()) {
            throw new IllegalArgumentException("retention looks back, at least now and then");
        }
        if (minimum < 1 || daily < 0 || weekly < 0 || monthly < 0 || yearly < 0) {
            throw new IllegalArgumentException("retention keeps a backup at least, and no negative number");
        }
    }
}
