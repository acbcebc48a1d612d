package io.pgcairn.daemon.restore;

import io.pgcairn.daemon.catalog.Lineages;
import io.pgcairn.daemon.postgres.SystemId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Answers {@code restore_command} for one cluster from any of its tiers, or from the one that is named. Safe for use by
 * several threads, which it blocks.
 */
public final class WalTiers implements AutoCloseable {
    /** For how long a tier that could not be asked is asked after the others. */
    private static final Duration AVOIDED = Duration.ofSeconds(30);

    private final Map<String, WalServers> tiers = new LinkedHashMap<>();
    private final WalServerSettings settings;
    private final WalTime time;
    private final RandomGenerator random;

    /** When a tier failed last, by its name. Guarded by itself. */
    private final Map<String, Long> failedNanos = new HashMap<>();

    /** @param lineages of each tier by its name, in the order in which they are asked */
    public WalTiers(Map<String, Lineages> lineages, WalServerSettings settings, WalTime time, RandomGenerator random) {
        SegmentMemory memory = new SegmentMemory(settings);
        this.settings = settings;
        this.time = time;
        this.random = random;
        lineages.forEach((name, held) -> tiers.put(name, new WalServers(held, settings, memory, time, random)));
    }

    /**
     * @param tier which one alone is asked; empty for all
     * @param lineage whose WAL; empty if the cluster is to have but one
     * @param fileName what PostgreSQL passes as {@code %f}
     */
    public WalAnswer answer(Optional<String> tier, Optional<SystemId> lineage, String fileName) {
        if (tier.isPresent()) {
            WalServers servers = tiers.get(tier.get());
            return servers == null ? unknown() : servers.answer(lineage, fileName);
        }
        if (tiers.size() == 1) {
            return tiers.values().iterator().next().answer(lineage, fileName);
        }
        try {
            return ofAll(lineage, fileName);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return WalServer.stopping(fileName);
        }
    }

    private WalAnswer unknown() {
        return new WalAnswer.UnknownTier(
                "the cluster has no such tier", "name one of " + String.join(", ", tiers.keySet()) + ", or none");
    }

    /** None of the tiers holds the request by itself: while one fails, another may have what is asked for. */
    private WalAnswer ofAll(Optional<SystemId> lineage, String fileName) throws InterruptedException {
        WalHold hold = new WalHold(time, random);
        while (true) {
            TierAnswers answers = ask(lineage, fileName);
            Optional<Duration> limit = answers.worthAnotherTry(settings);
            if (limit.isEmpty() || !hold.pause(limit.get())) {
                // Its memory was not held while the others were asked, since each of them may need some as well.
                return answers.longestPart()
                        .map(name -> server(name).answer(lineage, fileName, false))
                        .orElseGet(answers::together);
            }
        }
    }

    private TierAnswers ask(Optional<SystemId> lineage, String fileName) {
        TierAnswers answers = new TierAnswers(fileName);
        for (String name : order()) {
            WalAnswer answer = server(name).answer(lineage, fileName, false);
            note(name, answer);
            if (answers.add(name, answer)) {
                break;
            }
        }
        return answers;
    }

    private WalServers server(String name) {
        WalServers servers = tiers.get(name);
        if (servers == null) {
            throw new IllegalStateException("no tier " + name);
        }
        return servers;
    }

    private List<String> order() {
        List<String> order = new ArrayList<>(tiers.keySet());
        long now = time.nanos();
        synchronized (failedNanos) {
            failedNanos.values().removeIf(failed -> now - failed > AVOIDED.toNanos());
            order.sort(Comparator.comparing(failedNanos::containsKey));
        }
        return order;
    }

    private void note(String name, WalAnswer answer) {
        synchronized (failedNanos) {
            if (answer instanceof WalAnswer.Unavailable) {
                failedNanos.put(name, time.nanos());
            } else {
                failedNanos.remove(name);
            }
        }
    }

    @Override
    public void close() {
        tiers.values().forEach(WalServers::close);
    }
}
