package io.pgcairn.daemon.basebackup;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pgcairn.daemon.catalog.BackupRecord;
import io.pgcairn.daemon.catalog.Lineage;
import io.pgcairn.daemon.testing.CleanEnvironment;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A backup laid out in a directory with nothing but tar and links, as an operator without pgcairn would. */
record UnpackedBackup(Path data) {
    /** @param tablespaces below which each tablespace gets a directory of its own */
    static UnpackedBackup of(Lineage lineage, BackupRecord backup, Path data, Path tablespaces)
            throws IOException, InterruptedException {
        Files.createDirectories(data.resolve("pg_tblspc"));
        for (BackupRecord.Tablespace tablespace : backup.tablespaces()) {
            Path place = Files.createDirectories(tablespaces.resolve(Long.toString(tablespace.oid())));
            Files.createSymbolicLink(data.resolve("pg_tblspc").resolve(place.getFileName()), place);
        }
        for (BackupRecord.Pack pack : backup.packs()) {
            Path tar = data.resolveSibling("pack-" + pack.number() + ".tar");
            try (InputStream plain = lineage.backups().openPack(backup.id(), pack.number())) {
                Files.copy(plain, tar);
            }
            run("tar", "--keep-directory-symlink", "-xf", tar.toString(), "-C", data.toString());
            Files.delete(tar);
        }
        try (InputStream manifest = lineage.backups().openPostgresManifest(backup.id())) {
            Files.copy(manifest, data.resolve("backup_manifest"));
        }
        return new UnpackedBackup(data);
    }

    /** Runs a program to its end and expects success. */
    static String run(String... words) throws IOException, InterruptedException {
        Path said = Files.createTempFile("said-", ".txt");
        try {
            Process process = CleanEnvironment.of(new ProcessBuilder(words))
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .start();
            if (!process.waitFor(120, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            String text = Files.readString(said);
            assertEquals(0, process.waitFor(), () -> String.join(" ", words) + ": " + text);
            return text;
        } finally {
            Files.delete(said);
        }
    }
}
