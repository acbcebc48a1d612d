package io.pgcairn.daemon.drill;

import io.pgcairn.daemon.instance.InstanceException;
import io.pgcairn.daemon.instance.ServerBinaries;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds PostgreSQL's programs of exactly the backup's major version: a data directory fits no other.
 *
 * @param versions where Debian keeps a directory of each major version
 */
public record DrillPrograms(Path versions) {
    /** Those of Debian's packages. */
    public static final DrillPrograms OF_DEBIAN = new DrillPrograms(Path.of("/usr/lib/postgresql"));

    /**
     * The first that fit.
     *
     * @param configured where alone to look, if the operator says so
     * @param serversOwn where the running server's programs are on this host
     * @throws DrillException there are none
     */
    public ServerBinaries find(Optional<Path> configured, Optional<Path> serversOwn, int major) throws DrillException {
        List<Path> places = new ArrayList<>();
        configured.or(() -> serversOwn).ifPresent(places::add);
        if (configured.isEmpty()) {
            places.add(versions.resolve(Integer.toString(major)).resolve("bin"));
        }
        List<String> seen = new ArrayList<>();
        for (Path place : places) {
            if (!Files.isDirectory(place)) {
                seen.add(place + " is not there");
                continue;
            }
            try {
                ServerBinaries found = ServerBinaries.in(place);
                if (found.major() == major) {
                    return found;
                }
                seen.add(place + " is of PostgreSQL " + found.major());
            } catch (InstanceException e) {
                seen.add(String.valueOf(e.getMessage()));
            }
        }
        throw new DrillException(
                "no server programs of PostgreSQL " + major + " are found: " + String.join("; ", seen),
                "install them (Debian: postgresql-" + major + "), or name their directory in drill.programs");
    }
}
