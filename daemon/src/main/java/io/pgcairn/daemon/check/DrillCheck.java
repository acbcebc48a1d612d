package io.pgcairn.daemon.check;

import io.pgcairn.daemon.cli.Checker.Finding;
import io.pgcairn.daemon.config.DrillConfig;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Looks at the disk that restore drills fill, where the configuration names a directory of theirs.
 *
 * @param data the server's data directory, as far as it is known
 */
record DrillCheck(String cluster, DrillConfig config, Optional<Path> data) {
    List<Finding> check() {
        Findings findings = new Findings("drill " + cluster);
        if (config.directory().isPresent()) {
            Path directory = config.directory().get();
            try {
                look(DiskCheck.existing(directory), findings);
            } catch (IOException e) {
                findings.warn(
                        "where drills restore to, " + directory + ", cannot be looked at: " + e.getMessage(),
                        "make it, or name another directory in drill.directory");
            }
        }
        return findings.all();
    }

    private void look(Path directory, Findings findings) throws IOException {
        FileStore disk = Files.getFileStore(directory);
        findings.ok(ByteText.of(disk.getUsableSpace()) + " are free at " + directory + ", where drills restore to");
        if (data.isPresent() && Files.isReadable(data.get()) && disk.equals(Files.getFileStore(data.get()))) {
            findings.warn(
                    "drills restore to the disk of the data directory " + data.get() + ": what a copy takes there,"
                            + " the server lacks",
                    "name a directory on another disk in drill.directory");
        }
    }
}
