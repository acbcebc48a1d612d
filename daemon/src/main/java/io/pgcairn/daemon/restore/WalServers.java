package io.pgcairn.daemon.restore;

import io.pgcairn.daemon.catalog.Lineage;
import io.pgcairn.daemon.catalog.Lineages;
import io.pgcairn.daemon.pipeline.ObjectFailure;
import io.pgcairn.daemon.postgres.SystemId;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * Answers {@code restore_command} for all lineages of one cluster; which ones there are is listed anew after a while.
 * Safe for use by several threads.
 */
public final class WalServers implements AutoCloseable {
    private static final Duration KNOWN_FOR = Duration.ofMinutes(1);

    private final Lineages lineages;
    private final WalServerSettings settings;
    private final SegmentMemory memory;
    private final WalTime time;
    private final RandomGenerator random;

    // Guarded by this.
    private final Map<String, WalServer> servers = new TreeMap<>();
    private long listedNanos;
    private boolean isListed;

    public WalServers(Lineages lineages, WalServerSettings settings, WalTime time, RandomGenerator random) {
        this(lineages, settings, new SegmentMemory(settings), time, random);
    }

    /** @param memory what it shares with the servers of other tiers */
    WalServers(
            Lineages lineages, WalServerSettings settings, SegmentMemory memory, WalTime time, RandomGenerator random) {
        this.lineages = lineages;
        this.settings = settings;
        this.memory = memory;
        this.time = time;
        this.random = random;
    }

    /**
     * @param lineage whose WAL; empty if the cluster is to have but one
     * @param fileName what PostgreSQL passes as {@code %f}
     */
    public WalAnswer answer(Optional<SystemId> lineage, String fileName) {
        return answer(lineage, fileName, true);
    }

    /** @param isPatient whether what may pass is tried again for a bounded time */
    WalAnswer answer(Optional<SystemId> lineage, String fileName, boolean isPatient) {
        Map<String, WalServer> asked;
        try {
            refreshIfNeeded(lineage, isPatient);
            asked = known(lineage);
        } catch (IOException e) {
            ObjectFailure failure = ObjectFailure.of("looking for lineages of cluster " + lineages.cluster(), e);
            return new WalAnswer.Unavailable(failure.fault(), String.valueOf(failure.getMessage()), failure.hint());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return WalServer.stopping(fileName);
        }
        return refusal(asked, lineage)
                .orElseGet(() -> asked.values().iterator().next().answer(fileName, isPatient));
    }

    private void refreshIfNeeded(Optional<SystemId> lineage, boolean isPatient)
            throws IOException, InterruptedException {
        WalHold hold = new WalHold(time, random);
        while (isDue(lineage)) {
            try {
                note(lineages.list());
                return;
            } catch (IOException e) {
                if (isServing(lineage)) {
                    // What is known stays true: a lineage never changes into another.
                    return;
                }
                if (!WalServer.mayPass(e) || !isPatient || !hold.pause(settings.hold())) {
                    throw e;
                }
            }
        }
    }

    private synchronized boolean isDue(Optional<SystemId> lineage) {
        boolean isNews =
                lineage.isPresent() && !servers.containsKey(lineage.get().toString());
        boolean isOld = time.nanos() - listedNanos > KNOWN_FOR.toNanos();
        return !isListed || isNews || lineage.isEmpty() && (isOld || servers.isEmpty());
    }

    private synchronized boolean isServing(Optional<SystemId> lineage) {
        return lineage.isEmpty() && !servers.isEmpty();
    }

    private synchronized void note(List<Lineage> found) {
        for (Lineage lineage : found) {
            servers.computeIfAbsent(
                    lineage.id().systemId().toString(),
                    _ -> new WalServer(lineage.wal(), settings, memory, time, random));
        }
        isListed = true;
        listedNanos = time.nanos();
    }

    /** The one that is asked for, or all if none is. */
    private synchronized Map<String, WalServer> known(Optional<SystemId> lineage) {
        Map<String, WalServer> asked = new TreeMap<>(servers);
        lineage.ifPresent(id -> asked.keySet().retainAll(List.of(id.toString())));
        return asked;
    }

    private Optional<WalAnswer> refusal(Map<String, WalServer> asked, Optional<SystemId> lineage) {
        if (asked.isEmpty()) {
            String which = lineage.map(id -> " with system identifier " + id).orElse("");
            return Optional.of(new WalAnswer.UnknownLineage(
                    "the store holds nothing of cluster " + lineages.cluster() + which,
                    "pgcairn list shows what there is"));
        }
        if (asked.size() > 1) {
            return Optional.of(new WalAnswer.AmbiguousLineage(
                    "cluster " + lineages.cluster() + " has several lineages: "
                            + String.join(", ", new ArrayList<>(asked.keySet())),
                    "name one: /clusters/" + lineages.cluster() + "/lineages/SYSTEM-IDENTIFIER/wal/…"));
        }
        return Optional.empty();
    }

    @Override
    public synchronized void close() {
        servers.values().forEach(WalServer::close);
    }
}
