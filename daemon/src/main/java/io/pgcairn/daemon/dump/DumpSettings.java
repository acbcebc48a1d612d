package io.pgcairn.daemon.dump;

import io.pgcairn.daemon.catalog.DumpFormat;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How dumps are taken.
 *
 * @param databases which; empty for all that accept connections
 * @param format of each database's dump
 * @param programs the directory of {@code pg_dump} and {@code pg_dumpall}; empty to look for them
 */
public record DumpSettings(List<String> databases, DumpFormat format, Optional<Path> programs) {
    public DumpSettings {
        databases = List.copyOf(databases);
    }
}
