package io.pgcairn.daemon.tier;

import java.time.Duration;

/**
 * How objects are copied to a tier.
 *
 * @param walParallel copies of WAL under way at once, from 1
 * @param backupParallel copies of backups' parts under way at once, from 1
 * @param firstPause after the first failure; the next ones double it
 * @param longestPause after many failures
 * @param walkEvery how often both tiers are listed as a whole
 * @param skippedAgain how often an object that no source gives is tried again
 * @param isFed whether others store on the target too, so that it is listed before something is sent
 */
public record ReplicationSettings(
        int walParallel,
        int backupParallel,
        Duration firstPause,
        Duration longestPause,
        Duration walkEvery,
        Duration skippedAgain,
        boolean isFed) {

    public ReplicationSettings {
        if (walParallel < 1 || backupParallel < 1) {
            throw new IllegalArgumentException("a lane copies at least one object at once");
        }
    }

    /** Four copies of each lane, a day between walks. */
    public static ReplicationSettings defaults() {
        return new ReplicationSettings(
                4, 4, Duration.ofMillis(500), Duration.ofSeconds(60), Duration.ofHours(24), Duration.ofHours(1), false);
    }
}
