package io.pgcairn.daemon.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The directory of what systemd handed over: to this process, or, where somebody runs a verb by hand, to the unit of
 * the same configuration while it runs. Only root and the unit's user can read that one.
 *
 * @param environment the process' variables
 * @param unit what the unit was handed, whether it is there or not; empty where no unit is known
 */
record HandedOver(Map<String, String> environment, Optional<Path> unit) {
    /** Where systemd keeps it, by the names of units. */
    static final Path OF_UNITS = Path.of("/run/credentials");

    private static final String SUFFIX = ".yaml";

    /**
     * Of a configuration that a unit of the package reads.
     *
     * @param file the configuration
     * @param usual that of {@code pgcairn.service}; others beside it are those of {@code pgcairn@NAME.service}
     * @param units as {@link #OF_UNITS}
     */
    static HandedOver of(Map<String, String> environment, Path file, Path usual, Path units) {
        Path asked = file.toAbsolutePath().normalize();
        String name = asked.getFileName() == null ? "" : asked.getFileName().toString();
        if (!asked.resolveSibling("").equals(usual.toAbsolutePath().resolveSibling("")) || !name.endsWith(SUFFIX)) {
            return new HandedOver(environment, Optional.empty());
        }
        String unit = asked.equals(usual.toAbsolutePath())
                ? "pgcairn.service"
                : "pgcairn@" + name.substring(0, name.length() - SUFFIX.length()) + ".service";
        return new HandedOver(environment, Optional.of(units.resolve(unit)));
    }

    Optional<Path> directory() {
        return Optional.ofNullable(environment.get("CREDENTIALS_DIRECTORY"))
                .map(Path::of)
                .or(() -> unit.filter(Files::isDirectory));
    }

    /** Why there is no directory, and what to do about it. */
    String why(String credential) {
        String load = "LoadCredential=" + credential + ":FILE";
        return unit.map(directory -> directory.getFileName() + " does not run, or is handed nothing: start it, or add "
                        + load + " to it; as long as it runs, root and its user find it in " + directory)
                .orElse("systemd has handed over nothing, for there is no $CREDENTIALS_DIRECTORY; add " + load
                        + " to the unit, or set the variable to a directory with that file");
    }
}
