package io.pgcairn.daemon.watch;

import io.pgcairn.daemon.catalog.BackupShelf;
import io.pgcairn.daemon.catalog.LineageId;
import io.pgcairn.daemon.catalog.RecoverableSpan;
import io.pgcairn.daemon.catalog.WalInventory;
import io.pgcairn.daemon.cluster.OpenedCluster;
import io.pgcairn.daemon.cluster.OpenedTier;
import io.pgcairn.daemon.cluster.TierPolicies;
import io.pgcairn.daemon.config.RetentionConfig;
import io.pgcairn.daemon.config.TierConfig;
import io.pgcairn.daemon.http.ClusterStatus;
import io.pgcairn.daemon.observe.Metrics;
import io.pgcairn.daemon.upkeep.LostBackups;
import io.pgcairn.daemon.upkeep.Shelves;
import io.pgcairn.daemon.upkeep.SpanEnd;
import io.pgcairn.daemon.upkeep.TierHolding;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Looks at what the tiers of one cluster hold, as often as they are pruned and once an hour at most: for the metrics,
 * and for the alarm that the first tier has lost what others hold. Used by one thread.
 */
final class ArchiveWatch implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger("io.pgcairn.archive");
    private static final Duration LEAST_PAUSE = Duration.ofHours(1);

    private final OpenedCluster cluster;
    private final Clock clock;
    private final Consumer<List<TierHolding>> listed;
    private final Map<String, ArchiveState> states = new LinkedHashMap<>();

    /** What was told last, so that it is told once. */
    private final Map<String, String> told = new LinkedHashMap<>();

    private final SpanEnds ends = new SpanEnds();
    private final LookDemand soon = new LookDemand();
    private volatile boolean isStopping;

    ArchiveWatch(OpenedCluster cluster, Metrics metrics, Supplier<Optional<Instant>> durable, Clock clock) {
        this(cluster, metrics, durable, clock, _ -> {});
    }

    /**
     * @param durable when WAL became durable on the first tier the last time
     * @param listed is told what the first tier holds, each time
     */
    ArchiveWatch(
            OpenedCluster cluster,
            Metrics metrics,
            Supplier<Optional<Instant>> durable,
            Clock clock,
            Consumer<List<TierHolding>> listed) {
        this.listed = listed;
        this.cluster = cluster;
        this.clock = clock;
        for (OpenedTier tier : cluster.tiers()) {
            ArchiveState state = new ArchiveState(isFirst(tier) ? durable : Optional::empty);
            states.put(tier.name(), state);
            metrics.archive(cluster.config().name(), tier.name(), state);
        }
    }

    @Override
    public void run() {
        try {
            while (!isStopping) {
                look();
                long next = System.nanoTime() + pause().toNanos();
                while (soon.await(next)) {
                    attempt(this::lookAtFirst);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A backup is good from now on. */
    void taken(ClusterStatus.Backup backup) {
        state(cluster.tiers().getFirst()).ifPresent(state -> state.taken(backup));
        soon.demand(true);
    }

    /** Something came to a tier, or went from it, that changes what can be restored from there. */
    void changed(String tier) {
        soon.demand(tier.equals(cluster.tiers().getFirst().name()));
    }

    /** What each tier held when it was looked at, the first one first. */
    List<ClusterStatus.Tier> tiers(Function<String, OptionalLong> lagBytes) {
        List<ClusterStatus.Tier> tiers = new ArrayList<>();
        for (OpenedTier tier : cluster.tiers()) {
            state(tier)
                    .ifPresent(state -> tiers.add(new ClusterStatus.Tier(
                            tier.name(),
                            tier.store().location(),
                            cluster.config().ack().contains(tier.name()),
                            state.spans(),
                            state.backups(),
                            state.storedBytes(),
                            lagBytes.apply(tier.name()))));
        }
        return tiers;
    }

    /** Stores are closed below it when a daemon ends: what fails from now on is not told. */
    void stop() {
        isStopping = true;
    }

    /** An error of any kind is told and it is looked again next time: without this watch an alarm would be missed. */
    void look() {
        attempt(this::pass);
    }

    private void attempt(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            if (isStopping) {
                return;
            }
            states.values().forEach(ArchiveState::stall);
            LOG.atError()
                    .addKeyValue("cluster", cluster.config().name())
                    .addKeyValue("hint", "until then the metrics of its tiers say what was found the last time")
                    .setCause(e)
                    .log("the archive could not be looked at; it is tried again next time");
        }
    }

    private Duration pause() {
        Duration shortest = cluster.config().tiers().stream()
                .map(TierConfig::retention)
                .map(RetentionConfig::every)
                .min(Comparator.naturalOrder())
                .orElse(LEAST_PAUSE);
        return shortest.compareTo(LEAST_PAUSE) < 0 ? LEAST_PAUSE : shortest;
    }

    /** The first tier comes last: what is stored meanwhile is there before it is anywhere else. */
    void pass() {
        Map<String, List<TierHolding>> surveys = new LinkedHashMap<>();
        for (OpenedTier tier : cluster.tiers().reversed()) {
            try {
                surveys.put(tier.name(), read(tier));
            } catch (IOException e) {
                tell(Level.INFO, tier.name(), "the tier could not be looked at: " + e.getMessage());
                state(tier).ifPresent(ArchiveState::stall);
            }
        }
        note(surveys);
    }

    private List<TierHolding> read(OpenedTier tier) throws IOException {
        List<TierHolding> found = TierHolding.read(tier, cluster.config(), clock.instant());
        if (isFirst(tier)) {
            listed.accept(found);
        }
        return found;
    }

    /** Between two passes: the others have little news, and what the first has lost is not asked of them. */
    private void lookAtFirst() {
        OpenedTier first = cluster.tiers().getFirst();
        try {
            List<TierHolding> found = read(first);
            state(first).ifPresent(state -> state.found(figures(found, found).withLost(state.lostBackups())));
        } catch (IOException e) {
            tell(Level.INFO, first.name(), "the tier could not be looked at: " + e.getMessage());
            state(first).ifPresent(ArchiveState::stall);
        }
    }

    /** After all were looked at: when WAL was written is told by the tier that took it first. */
    private void note(Map<String, List<TierHolding>> surveys) {
        List<TierHolding> all = surveys.values().stream().flatMap(List::stream).toList();
        for (OpenedTier tier : cluster.tiers()) {
            List<TierHolding> found = surveys.get(tier.name());
            if (found == null) {
                continue;
            }
            ArchiveState.Found figures = figures(found, all);
            if (isFirst(tier)) {
                judge(surveys, figures);
            } else {
                state(tier).ifPresent(state -> state.found(figures));
                tell(Level.INFO, tier.name(), "");
            }
        }
    }

    private Optional<ArchiveState> state(OpenedTier tier) {
        return Optional.ofNullable(states.get(tier.name()));
    }

    private ArchiveState.Found figures(List<TierHolding> found, List<TierHolding> all) {
        long bytes = found.stream()
                .mapToLong(tier -> tier.contents().usage().total().bytes())
                .sum();
        if (found.isEmpty()) {
            return new ArchiveState.Found(
                    Optional.empty(),
                    Optional.empty(),
                    false,
                    OptionalLong.of(bytes),
                    OptionalLong.empty(),
                    HeldMoments.NONE);
        }
        TierHolding last = found.getLast();
        List<WalInventory> holders = holders(last, all);
        Optional<RecoverableSpan> newest = last.contents().spans().newest();
        return new ArchiveState.Found(
                newest.map(span -> span.first().stopTime()),
                newest.flatMap(span -> SpanEnd.stored(holders, span).moment()),
                newest.filter(span -> span.missing().isEmpty()).isPresent(),
                OptionalLong.of(bytes),
                OptionalLong.empty(),
                HeldMoments.of(last, span -> ends.of(last, holders, span)));
    }

    private static List<WalInventory> holders(TierHolding of, List<TierHolding> all) {
        return all.stream()
                .filter(each -> each.lineage().id().equals(of.lineage().id()))
                .map(each -> each.lineage().wal().inventory())
                .toList();
    }

    private void judge(Map<String, List<TierHolding>> surveys, ArchiveState.Found figures) {
        OpenedTier first = cluster.tiers().getFirst();
        List<TierHolding> ofFirst = surveys.getOrDefault(first.name(), List.of());
        List<String> words = new ArrayList<>();
        long most = 0;
        for (OpenedTier other : cluster.tiers().subList(1, cluster.tiers().size())) {
            for (TierHolding lineage : surveys.getOrDefault(other.name(), List.of())) {
                LostBackups lost = lost(first, shelf(ofFirst, lineage), lineage);
                if (!lost.isEmpty()) {
                    words.add(lost.inWords());
                    most = Math.max(most, lost.backups().size());
                }
            }
        }
        ArchiveState.Found withLost = figures.withLost(OptionalLong.of(most));
        state(first).ifPresent(state -> state.found(withLost));
        tell(Level.WARN, first.name(), String.join("; ", words));
    }

    private static BackupShelf shelf(List<TierHolding> first, TierHolding other) {
        LineageId lineage = other.lineage().id();
        return Shelves.of(
                first.isEmpty() ? "" : first.getFirst().tier().name(),
                first.stream().filter(one -> one.lineage().id().equals(lineage)).toList());
    }

    /** What the other tier holds no more when it is asked again was being deleted from all of them. */
    private LostBackups lost(OpenedTier first, BackupShelf shelf, TierHolding other) {
        RetentionConfig retention = new TierPolicies(cluster.config()).config(first.name());
        Instant now = clock.instant();
        String holder = other.tier().name();
        LostBackups lost = LostBackups.of(
                first.name(), retention, shelf, holder, other.contents().shelf(), now);
        if (lost.isEmpty()) {
            return lost;
        }
        try {
            BackupShelf again =
                    BackupShelf.read(other.tier().store(), other.lineage().id());
            return LostBackups.of(first.name(), retention, shelf, holder, again, now);
        } catch (IOException e) {
            return new LostBackups(first.name(), holder, List.of());
        }
    }

    private boolean isFirst(OpenedTier tier) {
        return tier.equals(cluster.tiers().getFirst());
    }

    private void tell(Level level, String tier, String what) {
        String before = told.getOrDefault(tier, "");
        if (what.equals(before)) {
            return;
        }
        told.put(tier, what);
        LOG.atLevel(what.isEmpty() ? Level.INFO : level)
                .addKeyValue("cluster", cluster.config().name())
                .addKeyValue("tier", tier)
                .addKeyValue("hint", hint(level, tier, what))
                .log(what.isEmpty() ? "the tier is as it should be again" : what);
    }

    private static String hint(Level level, String tier, String what) {
        return what.isEmpty() || level != Level.WARN
                ? ""
                : "it was emptied or set back: look after that disk or bucket, then run pgcairn repair --tier " + tier;
    }
}
