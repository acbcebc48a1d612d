package io.pgcairn.daemon.restore;

import io.pgcairn.daemon.postgres.TimelineId;

/** Along which timeline a restored cluster replays WAL. */
public sealed interface TargetTimeline {
    /** The newest that descends from the backup. */
    record Latest() implements TargetTimeline {}

    /** The one that the backup was taken on. */
    record Current() implements TargetTimeline {}

    /** This one. */
    record Numbered(TimelineId id) implements TargetTimeline {}

    /**
     * Reads {@code latest}, {@code current}, or a number.
     *
     * @throws IllegalArgumentException the text is something else
     */
    static TargetTimeline parse(String text) {
        return switch (text) {
            case "latest" -> new Latest();
            case "current" -> new Current();
            default -> {
                try {
                    yield new Numbered(new TimelineId(Long.parseLong(text)));
                } catch (NumberFormatException e) {
                    throw new IllegalArgumentException(
                            "a target timeline is 'latest', 'current' or a number: " + text, e);
                }
            }
        };
    }
}
