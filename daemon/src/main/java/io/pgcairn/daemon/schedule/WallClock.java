package io.pgcairn.daemon.schedule;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.List;
import java.util.Optional;

/** What the clocks on the walls of a zone show, and when they do: not always once. */
record WallClock(ZoneId zone) {
    /**
     * The one moment that a wall time stands for. Where the clocks were put forward over it, that is the moment they
     * were; where they showed it twice, the first time. Empty if they leapt over that whole day: it was no day there.
     */
    Optional<Instant> instant(LocalDateTime wall) {
        ZoneRules rules = zone.getRules();
        List<ZoneOffset> offsets = rules.getValidOffsets(wall);
        if (!offsets.isEmpty()) {
            return Optional.of(wall.toInstant(offsets.getFirst()));
        }
        ZoneOffsetTransition gap = rules.getTransition(wall);
        boolean isDayGone = !gap.getDateTimeBefore().isAfter(wall.toLocalDate().atStartOfDay())
                && !gap.getDateTimeAfter()
                        .isBefore(wall.toLocalDate().plusDays(1).atStartOfDay());
        return isDayGone ? Optional.empty() : Optional.of(gap.getInstant());
    }

    /**
     * A wall time from which on all times that come after a moment are found: what the clocks show, or, when they show
     * it the second time, the last that they showed twice.
     */
    LocalDateTime before(Instant moment) {
        ZoneRules rules = zone.getRules();
        LocalDateTime shown = LocalDateTime.ofInstant(moment, rules.getOffset(moment));
        List<ZoneOffset> offsets = rules.getValidOffsets(shown);
        boolean isSecond = offsets.size() > 1 && !rules.getOffset(moment).equals(offsets.getFirst());
        return isSecond ? rules.getTransition(shown).getDateTimeBefore().minusNanos(1) : shown;
    }
}
