package io.pgcairn.daemon.restore;

import io.pgcairn.daemon.catalog.ManifestReader;
import io.pgcairn.daemon.catalog.PackedEntry;
import io.pgcairn.daemon.catalog.PackedEntry.PackedDirectory;
import io.pgcairn.daemon.catalog.PackedEntry.PackedFile;
import io.pgcairn.daemon.pipeline.CorruptFrameException;
import java.io.IOException;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Walks a manifest pack by pack, so that only the files of the packs under way are held. The manifest's writer keeps
 * the entries of a pack together.
 */
final class ManifestWalk {
    /** Takes what the walk comes by. */
    interface Visitor {
        void directory(PackedDirectory directory) throws IOException;

        void pack(int number, Map<String, PackedFile> files) throws IOException;
    }

    private final Visitor visitor;
    private final BitSet seen = new BitSet();
    private Map<String, PackedFile> files = new HashMap<>();
    private int pack;
    private long count;

    ManifestWalk(Visitor visitor) {
        this.visitor = visitor;
    }

    /** Returns how many files the manifest names. */
    long walk(ManifestReader manifest) throws IOException {
        for (Optional<PackedEntry> entry = manifest.next(); entry.isPresent(); entry = manifest.next()) {
            switch (entry.get()) {
                case PackedDirectory directory -> visitor.directory(directory);
                case PackedFile file -> add(file);
            }
        }
        endPack();
        return count;
    }

    private void add(PackedFile file) throws IOException {
        if (file.pack() != pack) {
            endPack();
            pack = file.pack();
        }
        if (file.pack() < 0 || seen.get(file.pack()) || files.put(file.path(), file) != null) {
            throw new CorruptFrameException(
                    "the manifest names '" + file.path() + "' twice or out of its pack's order", null);
        }
        count++;
    }

    private void endPack() throws IOException {
        if (!files.isEmpty()) {
            seen.set(pack);
            visitor.pack(pack, files);
            files = new HashMap<>();
        }
    }
}
