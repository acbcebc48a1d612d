package io.pgcairn.daemon.check;

import io.pgcairn.daemon.cli.Checker.Finding;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Looks at the disk of a tier that is a directory: room, and whether it is the one that holds the data directory. */
public final class DiskCheck {
    private static final long FAR_TOO_LITTLE = 256L << 20;
    private static final int NARROW_PART = 10;

    private final String tier;
    private final URI store;
    private final Optional<Path> data;

    /** @param data the server's data directory, as far as it is known */
    public DiskCheck(String tier, URI store, Optional<Path> data) {
        this.tier = tier;
        this.store = store;
        this.data = data;
    }

    /** Nothing for a store that is no directory. */
    public List<Finding> check() {
        Findings findings = new Findings("disk " + tier);
        if ("file".equals(store.getScheme()) && store.getPath() != null) {
            try {
                look(existing(Path.of(store.getPath())), findings);
            } catch (IOException e) {
                findings.warn("the room at " + store + " is not known: " + e.getMessage(), "look at it with df");
            }
        }
        return findings.all();
    }

    private void look(Path directory, Findings findings) throws IOException {
        FileStore disk = Files.getFileStore(directory);
        long room = disk.getUsableSpace();
        long total = disk.getTotalSpace();
        String text = ByteText.of(room) + " of " + ByteText.of(total) + " are free at " + directory;
        if (room < FAR_TOO_LITTLE) {
            findings.fail(text, "make room: WAL stays on the server while nothing can be stored");
        } else if (room < total / NARROW_PART) {
            findings.warn(text, "make room, or keep less: retention.window");
        } else {
            findings.ok(text);
        }
        if (data.isPresent() && Files.isReadable(data.get()) && disk.equals(Files.getFileStore(data.get()))) {
            findings.warn(
                    "it is the disk of the data directory " + data.get() + ": one failure takes both",
                    "put the store on another disk, or add a tier elsewhere");
        }
    }

    /** The directory itself, or the next one above it that exists. */
    static Path existing(Path directory) throws IOException {
        for (Path at = directory; at != null; at = at.getParent()) {
            if (Files.isDirectory(at)) {
                return at;
            }
        }
        throw new IOException("no directory on the way to " + directory);
    }
}
