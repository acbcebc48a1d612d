package io.pgcairn.daemon.retention;

import java.time.Duration;
import java.time.ZoneId;

/**
 * What a tier is to keep.
 *
 * @param window how far back from the newest backup every moment can be restored
 * @param minimum the least number of newest backups from which every later moment can be restored, from 1
 * @param daily of how many days the last backup is kept, with the WAL from its start to its stop; {@code weekly} (ISO),
 *     {@code monthly} and {@code yearly} alike; only days that have a backup count
 * @param zone in which days begin
 */
public record RetentionPolicy(
        Duration window, int minimum, int daily, int weekly, int monthly, int yearly, ZoneId zone) {
    public RetentionPolicy {
        if (window.isNegative() || minimum < 1 || daily < 0 || weekly < 0 || monthly < 0 || yearly < 0) {
            throw new IllegalArgumentException("a tier keeps a backup at least, and no negative number");
        }
    }
}
