package io.pgcairn.daemon.job;

import io.pgcairn.daemon.config.DrillConfig;
import io.pgcairn.daemon.upkeep.RecoveryAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * What restore drills need to know of this host.
 *
 * @param recovery where restored servers get their WAL
 * @param environment in which systemd names the cache directory
 * @param program pgcairn's version, for records
 */
public record DrillHost(RecoveryAddress recovery, Map<String, String> environment, String program) {
    private static final Path NAME = Path.of("/proc/sys/kernel/hostname");
    private static final Path USUAL = Path.of("/var/cache/pgcairn");

    public DrillHost {
        environment = Map.copyOf(environment);
    }

    /** Its name, for records. */
    String name() {
        try {
            return Files.readString(NAME).strip();
        } catch (IOException e) {
            return "unknown-host";
        }
    }

    /** Where drills restore to. */
    Path directory(DrillConfig config) {
        // systemd names several, parted by colons, where a unit has several.
        String caches = environment.getOrDefault("CACHE_DIRECTORY", "");
        Path cache = caches.isEmpty() ? USUAL : Path.of(caches.split(":")[0]);
        return config.directory()
                .orElseGet(() -> cache.resolve("drill"))
                .toAbsolutePath()
                .normalize();
    }
}
