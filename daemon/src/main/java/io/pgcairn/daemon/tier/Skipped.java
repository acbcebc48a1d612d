package io.pgcairn.daemon.tier;

import io.pgcairn.storage.ObjectInfo;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Objects that no tier gave, to be tried again. Beyond a bound they are left to the next walk. */
final class Skipped {
    private static final int MOST = 10_000;

    private final InstantSource clock;
    private final Duration again;
    private final Map<String, ObjectInfo> objects = new LinkedHashMap<>();
    private Instant due = Instant.MAX;

    Skipped(InstantSource clock, Duration again) {
        this.clock = clock;
        this.again = again;
    }

    synchronized void add(ObjectInfo object) {
        if (objects.isEmpty()) {
            due = clock.instant().plus(again);
        }
        if (objects.size() < MOST) {
            objects.put(object.key().value(), object);
        }
    }

    synchronized Instant due() {
        return due;
    }

    /** All of them if it is time to try again; they are no longer held then. */
    synchronized List<ObjectInfo> takeDue() {
        if (clock.instant().isBefore(due)) {
            return List.of();
        }
        List<ObjectInfo> taken = new ArrayList<>(objects.values());
        objects.clear();
        due = Instant.MAX;
        return taken;
    }

    synchronized Lag lag() {
        Lag lag = Lag.NONE;
        for (ObjectInfo object : objects.values()) {
            lag = lag.plus(object.size(), object.modified());
        }
        return lag;
    }
}
