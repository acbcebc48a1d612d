package io.pgcairn.daemon.retention;

import io.pgcairn.daemon.catalog.BackupHold;
import io.pgcairn.daemon.catalog.BackupId;
import io.pgcairn.daemon.catalog.BackupShelf;
import io.pgcairn.daemon.postgres.Lsn;
import io.pgcairn.daemon.postgres.TimelineId;
import io.pgcairn.daemon.tier.SourceArchive;
import io.pgcairn.storage.ObjectInfo;
import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.ObjectPage;
import io.pgcairn.storage.ObjectStore;
import io.pgcairn.storage.ObjectUpload;
import io.pgcairn.storage.PutCondition;
import io.pgcairn.storage.StoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A tier with an archive of few bytes, and a plan made by hand. */
final class PrunedTier {
    static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final Instant FIRST = Instant.parse("2026-11-01T00:00:00Z");
    private static final int PACKS = 2;

    final ObjectStore store;
    final SourceArchive archive;
    final List<TierCatalogue.Backup> backups = new ArrayList<>();
    final Set<BackupId> expired = new TreeSet<>();
    final Set<BackupId> open = new TreeSet<>();
    final Set<BackupId> readNow = new TreeSet<>();
    Duration leftoversAfter = Duration.ofHours(1);
    OtherTiers others = OtherTiers.NONE;

    PrunedTier(ObjectStore store) throws IOException {
        this.store = store;
        this.archive = new SourceArchive(store, 7);
        archive.record();
    }

    /** A backup with its WAL, a day after the one before. */
    BackupId backup(long timeline, long first, long last) throws IOException {
        Instant start = FIRST.plus(Duration.ofDays(backups.size()));
        BackupId id = archive.backup(start, timeline, first, last, PACKS);
        backups.add(new TierCatalogue.Backup(
                id,
                new TimelineId(timeline),
                Optional.empty(),
                new Lsn(first * SourceArchive.SIZE.bytes() + 40),
                new Lsn(last * SourceArchive.SIZE.bytes() + 0x100),
                start.plusSeconds(1),
                Optional.empty(),
                false,
                false));
        return id;
    }

    void incrementOf(BackupId child, BackupId parent) {
        backups.replaceAll(each -> each.id().equals(child)
                ? new TierCatalogue.Backup(
                        each.id(),
                        each.timeline(),
                        each.history(),
                        each.start(),
                        each.stop(),
                        each.stopped(),
                        Optional.of(parent),
                        false,
                        false)
                : each);
    }

    void wal(long timeline, long first, long last) throws StoreException {
        for (long number = first; number <= last; number++) {
            archive.segment(timeline, number);
        }
    }

    static void put(ObjectStore store, String key) throws StoreException {
        try (ObjectUpload upload = store.upload(new ObjectKey(key), PutCondition.IF_ABSENT)) {
            upload.write(ByteBuffer.wrap(new byte[] {'{', '}'}));
            upload.commit();
        }
    }

    String prefix(BackupId id) {
        return archive.lineage() + "/backups/" + id + "/";
    }

    /** A hold for ever, placed now. */
    void hold(ObjectStore into, BackupId id) throws StoreException {
        BackupHold hold = new BackupHold(id, NOW, Optional.empty());
        put(into, prefix(hold.backup()) + "hold/" + BackupId.startedAt(NOW) + "-forever.json");
    }

    /** What the plan keeps of WAL: from each open backup on, and what the other kept ones need by themselves. */
    WalNeed need(List<TierCatalogue.Backup> present) {
        List<WalNeed.Stretch> stretches = new ArrayList<>();
        Set<TimelineId> histories = new HashSet<>();
        for (TierCatalogue.Backup backup : present) {
            if (!expired.contains(backup.id())) {
                long first = SourceArchive.SIZE.numberOf(backup.start());
                long last = open.contains(backup.id()) ? Long.MAX_VALUE : SourceArchive.SIZE.numberOf(backup.stop());
                stretches.add(new WalNeed.Stretch(backup.timeline(), first, last));
                histories.add(backup.timeline());
            }
        }
        return new WalNeed(stretches, histories);
    }

    Pruner pruner(ObjectStore through, boolean isDry) throws StoreException {
        BackupShelf shelf = BackupShelf.read(store, archive.lineage());
        List<TierCatalogue.Backup> present = backups.stream()
                .filter(each -> shelf.entries().containsKey(each.id())
                        && shelf.entries().get(each.id()).isCommitted())
                .toList();
        return pruner(through, isDry, shelf, present);
    }

    Pruner pruner(ObjectStore through, boolean isDry, BackupShelf shelf, List<TierCatalogue.Backup> present)
            throws StoreException {
        SortedMap<BackupId, Verdict> verdicts = new TreeMap<>();
        present.forEach(each -> verdicts.put(
                each.id(),
                expired.contains(each.id())
                        ? new Verdict.Expired()
                        : new Verdict.Kept(Set.of(Verdict.Reason.WINDOW), Optional.empty())));
        TierCatalogue catalogue = new TierCatalogue(SourceArchive.SIZE, present, timelines());
        RetentionPlan.Decided plan = new RetentionPlan.Decided(FIRST, verdicts, need(present));
        Pruner.Order order = new Pruner.Order(archive.lineage(), catalogue, plan, shelf, leftoversAfter, NOW, isDry);
        return new Pruner(order, others, () -> readNow, through);
    }

    private List<TierCatalogue.Timeline> timelines() throws StoreException {
        return keys().stream()
                .filter(key -> key.contains("/wal/") && key.matches(".*/wal/[0-9A-F]{8}/.*"))
                .map(key -> key.replaceAll(".*/wal/([0-9A-F]{8})/.*", "$1"))
                .distinct()
                .map(hex -> new TierCatalogue.Timeline(TimelineId.parse(hex), 0))
                .toList();
    }

    /** Prunes until it ends by itself. */
    PruneReport prune() throws Exception {
        Pruner pruner = pruner(store, false);
        if (!pruner.run()) {
            throw new AssertionError("the plan did not hold");
        }
        return pruner.report();
    }

    Set<String> keys() throws StoreException {
        Set<String> keys = new TreeSet<>();
        ObjectPage page;
        String after = "";
        do {
            page = store.list("", after, 1000);
            for (ObjectInfo object : page.objects()) {
                after = object.key().value();
                keys.add(after);
            }
        } while (!page.isLast());
        return keys;
    }

    /** What is not whole: of a backup with a mark a part, of a kept one also WAL that was there at the beginning. */
    List<String> broken(Map<BackupId, Set<String>> parts, Set<String> neededWal) throws StoreException {
        Set<String> keys = keys();
        List<String> broken = new ArrayList<>();
        parts.forEach((id, names) -> {
            boolean isMarked = keys.contains(prefix(id) + "backup.json");
            if (!isMarked && !expired.contains(id)) {
                broken.add("the mark of " + id);
            }
            if (isMarked) {
                names.stream().filter(name -> !keys.contains(name)).forEach(broken::add);
            }
        });
        neededWal.stream().filter(name -> !keys.contains(name)).forEach(broken::add);
        return broken;
    }

    Set<String> below(String prefix) throws StoreException {
        return keys().stream().filter(key -> key.startsWith(prefix)).collect(Collectors.toCollection(TreeSet::new));
    }
}
