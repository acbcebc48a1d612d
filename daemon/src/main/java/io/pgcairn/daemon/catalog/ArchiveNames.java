package io.pgcairn.daemon.catalog;

import io.pgcairn.daemon.postgres.SegmentName;
import io.pgcairn.daemon.postgres.SegmentSize;
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
    private static final Pattern DUMP = Pattern.compile("dumps/([^/]+)/(.+)");
    private static final Pattern DUMP_PART =
            Pattern.compile("database/\\d{4,9}\\.(dump|sql|tar)\\.zst(\\.age)?|globals\\.sql\\.zst(\\.age)?");
    private static final Pattern LEASE =
            Pattern.compile("leases/backup/\\d{10}\\.json|leases/restore/[^/]+/[^/]+\\.json");
    private static final Pattern DRILL = Pattern.compile("drills/([^/]+)\\.json");
    private static final String RECORD = "lineage.json";
    private static final String MARK = "backup.json";
    private static final String BURIED = "deleted.json";
    private static final String DUMP_MARK = "dump.json";

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
        if (LEASE.matcher(rest).matches()) {
            return new ArchiveName.Lease(key, lineage);
        }
        Matcher drill = DRILL.matcher(rest);
        if (drill.matches()) {
            return new ArchiveName.Drill(key, lineage, new BackupId(drill.group(1)));
        }
        Matcher backup = BACKUP.matcher(rest);
        if (backup.matches()) {
            return ofBackup(key, lineage, new BackupId(backup.group(1)), backup.group(2));
        }
        Matcher dump = DUMP.matcher(rest);
        if (dump.matches()) {
            return ofDump(key, lineage, new BackupId(dump.group(1)), dump.group(2));
        }
        return new ArchiveName.Foreign(key);
    }

    private static ArchiveName ofBackup(ObjectKey key, LineageId lineage, BackupId backup, String part) {
        if (part.equals(MARK)) {
            return new ArchiveName.Mark(key, lineage, backup);
        }
        if (part.equals(BURIED)) {
            return new ArchiveName.Buried(key, lineage, backup);
        }
        if (PART.matcher(part).matches()) {
            return new ArchiveName.Part(key, lineage, backup);
        }
        return BackupHold.parse(backup, part)
                .<ArchiveName>map(hold -> new ArchiveName.Hold(key, lineage, hold))
                .orElseGet(() -> new ArchiveName.Foreign(key));
    }

    private static ArchiveName ofDump(ObjectKey key, LineageId lineage, BackupId dump, String part) {
        if (part.equals(DUMP_MARK)) {
            return new ArchiveName.DumpMark(key, lineage, dump);
        }
        return DUMP_PART.matcher(part).matches()
                ? new ArchiveName.DumpPart(key, lineage, dump)
                : new ArchiveName.Foreign(key);
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

    /**
     * The first segment of each timeline of which anything is held, whole or as tails; by timeline, ascending. Costs a
     * request a timeline, however many segments there are.
     */
    public List<SegmentName> firstSegments(ObjectLister store, LineageId lineage, SegmentSize size)
            throws StoreException {
        return new FirstSegments(store, lineage, size).find();
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

    /** What the names of a lineage's dumps begin with. */
    public String dumpsPrefix(LineageId lineage) {
        return new DumpNames(lineage).prefix();
    }

    public ObjectKey dumpMark(LineageId lineage, BackupId dump) {
        return new DumpNames(lineage).commitMark(dump);
    }

    /** What the names of all that a mark makes good begin with, its own too. */
    public String prefix(ArchiveName.Commit mark) {
        return switch (mark) {
            case ArchiveName.Mark ofBackup -> new BackupNames(mark.lineage()).prefix(ofBackup.backup());
            case ArchiveName.DumpMark ofDump -> new DumpNames(mark.lineage()).prefix(ofDump.dump());
        };
    }

    /** What says that a backup was deleted from a tier and is not to come back. */
    public ObjectKey burial(LineageId lineage, BackupId backup) {
        return new BackupNames(lineage).buried(backup);
    }
}
