package io.pgcairn.daemon.program;

import io.pgcairn.daemon.catalog.BackupId;
import io.pgcairn.daemon.catalog.BackupRecord;
import io.pgcairn.daemon.catalog.BackupShelf;
import io.pgcairn.daemon.catalog.Lineage;
import io.pgcairn.daemon.cluster.OpenedCluster;
import io.pgcairn.daemon.cluster.OpenedTier;
import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.pipeline.ObjectFailure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Finds a backup by its id, or by the name that an operator gave it. Marks are opened for a name only. */
final class BackupFinder {
    private final OpenedCluster cluster;

    BackupFinder(OpenedCluster cluster) {
        this.cluster = cluster;
    }

    /**
     * Where these tiers hold anything of a backup, good or not; at least one place.
     *
     * @param backup its id or its name
     * @throws UnknownBackupException none of them does, or more than one backup has the name
     */
    List<BackupPlace> find(String backup, List<OpenedTier> tiers) throws CairnException {
        Set<BackupId> ids = new TreeSet<>();
        Optional<BackupId> id = parse(backup);
        if (id.isPresent()) {
            ids.add(id.get());
        } else {
            for (OpenedTier tier : tiers) {
                ids.addAll(ask(tier, backup, each -> named(each, backup)));
            }
        }
        if (ids.size() > 1) {
            throw UnknownBackupException.ambiguous(backup, texts(ids));
        }
        Set<BackupId> known = new TreeSet<>();
        List<BackupPlace> places = new ArrayList<>();
        for (OpenedTier tier : tiers) {
            places.addAll(ask(tier, backup, each -> places(each, ids, known)));
        }
        if (places.isEmpty()) {
            throw UnknownBackupException.of(backup, texts(known));
        }
        return places;
    }

    /** The id of a good backup of a lineage. */
    static BackupId find(String backup, Lineage lineage) throws IOException, UnknownBackupException {
        Optional<BackupId> id = parse(backup);
        if (id.isPresent()) {
            return id.get();
        }
        Set<BackupId> known = new TreeSet<>();
        Set<BackupId> named = named(lineage, backup, known);
        if (named.size() != 1) {
            throw named.isEmpty()
                    ? UnknownBackupException.of(backup, texts(known))
                    : UnknownBackupException.ambiguous(backup, texts(named));
        }
        return named.iterator().next();
    }

    /** Where one tier holds anything of a backup. */
    static List<BackupPlace> places(OpenedTier tier, BackupId backup) throws IOException {
        return places(tier, Set.of(backup), new TreeSet<>());
    }

    private static List<BackupPlace> places(OpenedTier tier, Set<BackupId> ids, Set<BackupId> known)
            throws IOException {
        List<BackupPlace> places = new ArrayList<>();
        for (Lineage lineage : tier.lineages().list()) {
            BackupShelf shelf = BackupShelf.read(tier.store(), lineage.id());
            List<BackupId> good = shelf.entries().entrySet().stream()
                    .filter(entry -> entry.getValue().isCommitted())
                    .map(Map.Entry::getKey)
                    .toList();
            known.addAll(good);
            shelf.entries().forEach((id, entry) -> {
                if (ids.contains(id)) {
                    places.add(new BackupPlace(tier, lineage, id, entry, good.equals(List.of(id))));
                }
            });
        }
        return places;
    }

    private static Set<BackupId> named(OpenedTier tier, String name) throws IOException {
        Set<BackupId> named = new TreeSet<>();
        for (Lineage lineage : tier.lineages().list()) {
            named.addAll(named(lineage, name, new TreeSet<>()));
        }
        return named;
    }

    private static Set<BackupId> named(Lineage lineage, String name, Set<BackupId> known) throws IOException {
        Set<BackupId> named = new TreeSet<>();
        for (BackupRecord record : lineage.backups().list()) {
            known.add(record.id());
            if (!name.isEmpty() && record.name().equals(name)) {
                named.add(record.id());
            }
        }
        return named;
    }

    private static Optional<BackupId> parse(String backup) {
        try {
            return Optional.of(new BackupId(backup));
        } catch (IllegalArgumentException e) {
            // No id looks so: it is a name, or none.
            return Optional.empty();
        }
    }

    private static List<String> texts(Set<BackupId> ids) {
        return ids.stream().map(BackupId::value).toList();
    }

    private interface Question<T> {
        T ask(OpenedTier tier) throws IOException;
    }

    private <T> T ask(OpenedTier tier, String backup, Question<T> question) throws CairnException {
        try {
            return question.ask(tier);
        } catch (IOException e) {
            throw OtherTiersException.of(ObjectFailure.of("looking for backup " + backup, e), cluster, tier.name());
        }
    }
}
