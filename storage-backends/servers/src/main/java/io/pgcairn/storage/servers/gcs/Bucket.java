package io.pgcairn.storage.servers.gcs;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Objects by name. Safe for use by several threads. */
final class Bucket {
    private final TreeMap<String, Stored> objects = new TreeMap<>();
    private long generation = 1_700_000_000_000_000L;

    /** @param ifGeneration what must be there now: 0 for nothing; empty for anything */
    synchronized Stored put(String name, byte[] content, Map<String, Object> settings, Optional<Long> ifGeneration) {
        requireGeneration(name, ifGeneration);
        generation++;
        Stored stored = new Stored(name, generation, content, Instant.now().truncatedTo(ChronoUnit.MILLIS), settings);
        objects.put(name, stored);
        return stored;
    }

    synchronized void requireGeneration(String name, Optional<Long> ifGeneration) {
        Stored there = objects.get(name);
        if (ifGeneration.isPresent() && ifGeneration.get() != (there == null ? 0 : there.generation())) {
            throw Refusal.conditionNotMet();
        }
    }

    synchronized Stored require(String name, Optional<Long> ofGeneration) {
        Stored stored = objects.get(name);
        if (stored == null || (ofGeneration.isPresent() && ofGeneration.get() != stored.generation())) {
            throw Refusal.noObject(name);
        }
        return stored;
    }

    synchronized void remove(String name, Optional<Long> ofGeneration) {
        require(name, ofGeneration);
        objects.remove(name);
    }

    synchronized List<Stored> from(String start) {
        return List.copyOf(objects.tailMap(start, true).values());
    }
}
