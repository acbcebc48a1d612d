package io.pgcairn.daemon.catalog;

import io.pgcairn.daemon.postgres.SystemId;
import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.ObjectLister;
import io.pgcairn.storage.ObjectPage;
import io.pgcairn.storage.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the names of one cluster's objects without opening any. Safe for use by several threads. */
public final class ArchiveNames {
    private static final Pattern PLACE = Pattern.compile("([^/]+)/(\\d{1,20})/(.+)");
    private static final Pattern SEGMENT =
            Pattern.compile("(wal/[0-9A-F]{8}/[0-9A-F]{24})-[0-9a-f]{16}\\.zst(\\.age)?");
    private static final Pattern TAIL = Pattern.compile(
            "(wal/[0-9A-F]{8}/[0-9A-F]{24})\\.tail/[0-9A-F]{8}-[0-9A-F]{8}-[0-9a-f]{16}\\.zst(\\.age)?");
    private static final Pattern HISTORY = Pattern.compile("wal/[0-9A-F]{8}\\.history-[0-9a-f]{16}(\\.age)?");
    private static final Pattern BACKUP = Pattern.compile("backups/([^/]+)/(.+)");
    private static final Pattern PART =
            Pattern.compile("pack/\\d{4,}\\.tar\\.zst(\\.age)?|(backup_)?manifest\\.zst(\\.age)?");
    private static final String RECORD = "lineage.json";
    private static final String MARK = "backup.json";

    private final ClusterName cluster;

    public ArchiveNames(ClusterName cluster) {
        this.cluster = cluster;
    }

    /** What a name says. */
    public ArchiveName parse(ObjectKey key) {
        try {
            Matcher place = PLACE.matcher(key.value());
            if (place.matches() && place.group(1).equals(cluster.value())) {
                LineageId lineage = new LineageId(cluster, SystemId.parse(place.group(2)));
                return parse(key, lineage, place.group(3));
            }
        } catch (IllegalArgumentException e) {
            // The digits have the right form but say something impossible: not a name that we wrote.
        }
        return new ArchiveName.Foreign(key);
    }

    private static ArchiveName parse(ObjectKey key, LineageId lineage, String rest) {
        if (rest.equals(RECORD)) {
            return new ArchiveName.Record(key, lineage);
        }
        Matcher segment = SEGMENT.matcher(rest);
        if (segment.matches()) {
            return new ArchiveName.Segment(key, lineage, lineage + "/" + segment.group(1));
        }
        Matcher tail = TAIL.matcher(rest);
        if (tail.matches()) {
            return new ArchiveName.Tail(key, lineage, lineage + "/" + tail.group(1));
        }
        if (HISTORY.matcher(rest).matches()) {
            return new ArchiveName.History(key, lineage);
        }
        Matcher backup = BACKUP.matcher(rest);
        if (backup.matches() && backup.group(2).equals(MARK)) {
            return new ArchiveName.Mark(key, lineage, new BackupId(backup.group(1)));
        }
        if (backup.matches() && PART.matcher(backup.group(2)).matches()) {
            return new ArchiveName.Part(key, lineage, new BackupId(backup.group(1)));
        }
        return new ArchiveName.Foreign(key);
    }

    /** The lineages of which a store holds anything, by their names. One request for each, and one. */
    public List<LineageId> lineages(ObjectLister store) throws StoreException {
        List<LineageId> lineages = new ArrayList<>();
        String prefix = cluster + "/";
        String after = "";
        while (true) {
            ObjectPage page = store.list(prefix, after, 1);
            if (page.objects().isEmpty()) {
                return lineages;
            }
            String first = page.objects().getFirst().key().value();
            int end = first.indexOf('/', prefix.length());
            if (end > 0) {
                lineage(first.substring(prefix.length(), end)).ifPresent(lineages::add);
            }
            // '~' sorts after every sign that a key may hold: on to what is not below this directory.
            after = (end > 0 ? first.substring(0, end + 1) : first) + "~";
        }
    }

    private Optional<LineageId> lineage(String directory) {
        try {
            return Optional.of(new LineageId(cluster, SystemId.parse(directory)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** What the names of all of a lineage's objects begin with. */
    public String prefix(LineageId lineage) {
        return lineage + "/";
    }

    /** A string that lists just before a lineage's record and all its WAL, and after all its backups. */
    public String beforeWal(LineageId lineage) {
        return lineage + "/lineage";
    }

    public ObjectKey record(LineageId lineage) {
        return new ObjectKey(lineage + "/" + RECORD);
    }

    /** What the names of a lineage's backups begin with. */
    public String backupsPrefix(LineageId lineage) {
        return new BackupNames(lineage).prefix();
    }

    /** What the names of one backup's objects begin with. */
    public String backupPrefix(LineageId lineage, BackupId backup) {
        return new BackupNames(lineage).prefix(backup);
    }

    public ObjectKey mark(LineageId lineage, BackupId backup) {
        return new BackupNames(lineage).commitMark(backup);
    }
}
