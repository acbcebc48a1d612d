package io.pgcairn.daemon.program;

import io.pgcairn.daemon.config.Configuration;
import java.nio.file.Path;
import java.util.Optional;

/** Where the daemon of a configuration has its Unix socket. */
final class DaemonSocket {
    private static final Path PACKAGED = Path.of("/etc/pgcairn");
    private static final String SUFFIX = ".yaml";

    private DaemonSocket() {}

    /** As it is configured, or where the package's unit has systemd make the directory for it. */
    static Optional<Path> of(Configuration configuration) {
        return configuration
                .http()
                .socket()
                .or(() -> ofUnit(configuration.file().toAbsolutePath()));
    }

    private static Optional<Path> ofUnit(Path file) {
        String name = String.valueOf(file.getFileName());
        if (!PACKAGED.equals(file.getParent()) || !name.endsWith(SUFFIX)) {
            return Optional.empty();
        }
        String unit = name.substring(0, name.length() - SUFFIX.length());
        String directory = unit.equals("pgcairn") ? unit : "pgcairn-" + unit;
        return Optional.of(Path.of("/run", directory, "pgcairn.sock"));
    }
}
