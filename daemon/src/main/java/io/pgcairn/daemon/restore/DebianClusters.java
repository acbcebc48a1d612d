package io.pgcairn.daemon.restore;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The clusters that Debian's tools manage on this host. Their settings lie outside of their data directories.
 *
 * @param settings {@code /etc/postgresql}: below it a directory a version, and in that one a cluster
 */
record DebianClusters(Path settings) {
    private static final Path DATA = Path.of("/var/lib/postgresql");

    /** The one cluster of this version; empty if there are none or several. */
    Optional<String> only(int version) {
        try (Stream<Path> all = Files.list(settings.resolve(Integer.toString(version)))) {
            List<String> names = all.filter(each -> Files.exists(each.resolve("postgresql.conf")))
                    .map(each -> String.valueOf(each.getFileName()))
                    .toList();
            return names.size() == 1 ? Optional.of(names.getFirst()) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The one whose data directory this is. */
    Optional<String> of(int version, Path dataDirectory) {
        Path name = dataDirectory.getFileName();
        boolean isOne = name != null
                && dataDirectory.equals(DATA.resolve(Integer.toString(version)).resolve(name))
                && Files.exists(settings(version, name.toString()));
        return isOne ? Optional.of(name.toString()) : Optional.empty();
    }

    /** Its postgresql.conf, whether it is there or not. */
    Path settings(int version, String name) {
        return settings.resolve(Integer.toString(version)).resolve(name).resolve("postgresql.conf");
    }
}
