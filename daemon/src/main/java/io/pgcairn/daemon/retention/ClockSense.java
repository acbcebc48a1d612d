package io.pgcairn.daemon.retention;

import io.pgcairn.daemon.retention.TierCatalogue.Backup;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Whether clocks can be believed, so far as the backups' times tell. */
record ClockSense(Instant now, Duration window) {
    /** Two hosts' clocks, the server's and ours, may differ by so much. */
    private static final Duration SLACK = Duration.ofMinutes(5);

    private static final int JUMP = 3;

    /** Why nothing may go. */
    Optional<RetentionPlan.Refused> doubt(List<Backup> newestFirst) {
        Backup newest = newestFirst.getFirst();
        if (now.plus(SLACK).isBefore(newest.stopped())) {
            return Optional.of(new RetentionPlan.Refused(
                    "backup " + newest.id() + " stopped at " + newest.stopped() + ", and it is only " + now
                            + " now: a clock is wrong, or was when the backup was taken",
                    "set the clocks of this host and of the server right; if the backup's time is the wrong one, delete"
                            + " it once a newer one is there",
                    true));
        }
        return isJump(newestFirst) ? Optional.of(jump(newest, newestFirst.get(1))) : Optional.empty();
    }

    /** With fewer than three there is nothing to compare with, and nothing to lose: the older one is a base. */
    private boolean isJump(List<Backup> newestFirst) {
        if (newestFirst.size() < JUMP) {
            return false;
        }
        Duration last = between(newestFirst, 0);
        return last.compareTo(window) > 0
                && last.compareTo(between(newestFirst, 1).multipliedBy(JUMP)) > 0;
    }

    private static Duration between(List<Backup> newestFirst, int index) {
        return Duration.between(
                newestFirst.get(index + 1).stopped(), newestFirst.get(index).stopped());
    }

    private static RetentionPlan.Refused jump(Backup newest, Backup before) {
        return new RetentionPlan.Refused(
                "backup " + newest.id() + " stopped at " + newest.stopped() + ", long after the one before it, "
                        + before.id() + ", which stopped at " + before.stopped()
                        + ": either backups paused, or a clock jumped",
                "look at the clocks; if they are right, the next backup confirms it and pruning goes on by itself",
                true);
    }
}
