package io.pgcairn.daemon.restore;

import io.pgcairn.daemon.catalog.BackupArchive;
import io.pgcairn.daemon.catalog.BackupRecord;
import io.pgcairn.daemon.catalog.ManifestReader;
import io.pgcairn.daemon.catalog.PackedEntry.PackedDirectory;
import io.pgcairn.daemon.catalog.PackedEntry.PackedFile;
import io.pgcairn.daemon.pipeline.CorruptFrameException;
import io.pgcairn.daemon.pipeline.ObjectFailure;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Fetches a backup's packs, several at once, and places all that is in them. */
final class BackupPlacer implements ManifestWalk.Visitor {
    private final BackupArchive archive;
    private final BackupRecord backup;
    private final Destination destination;
    private final Unpacker unpacker;
    private final PackCrew crew;
    private final List<PackedDirectory> directories = new ArrayList<>();

    BackupPlacer(
            BackupArchive archive,
            BackupRecord backup,
            Destination destination,
            RestoreProgress progress,
            PackCrew crew) {
        this.archive = archive;
        this.backup = backup;
        this.destination = destination;
        this.unpacker = new Unpacker(new FilePlacer(destination, progress));
        this.crew = crew;
    }

    /** Places all files, and then gives the directories their modes. */
    void place() throws IOException {
        try (ManifestReader manifest = new ManifestReader(archive.openManifest(backup.id()))) {
            long files = new ManifestWalk(this).walk(manifest);
            crew.finish();
            if (files != backup.files()) {
                throw new CorruptFrameException(
                        "the manifest of backup " + backup.id() + " names " + files + " of " + backup.files()
                                + " files",
                        null);
            }
        }
        for (PackedDirectory directory : directories) {
            if (!directory.path().equals(".")) {
                Modes.set(destination.directory(directory.path()), directory.mode() | Modes.PRIVATE_DIRECTORY);
            }
        }
    }

    @Override
    public void directory(PackedDirectory directory) throws IOException {
        destination.directory(directory.path());
        directories.add(directory);
    }

    @Override
    public void pack(int number, Map<String, PackedFile> files) throws IOException {
        BackupRecord.Pack pack = backup.packs().stream()
                .filter(candidate -> candidate.number() == number)
                .findFirst()
                .orElseThrow(() -> new CorruptFrameException(
                        "the manifest of backup " + backup.id() + " speaks of a pack " + number + " that it lacks",
                        null));
        crew.run(() -> {
            try (InputStream tar = archive.openPack(backup.id(), pack)) {
                unpacker.unpack("pack " + number + " of backup " + backup.id(), tar, files);
            } catch (IOException e) {
                throw ObjectFailure.isTold(e) ? new PackException(number, e) : e;
            }
        });
    }
}
