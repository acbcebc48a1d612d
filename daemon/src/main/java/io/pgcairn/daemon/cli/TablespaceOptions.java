package io.pgcairn.daemon.cli;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Option;

/** Where tablespaces go. */
final class TablespaceOptions {
    @Option(
            names = "--tablespace",
            paramLabel = "OLD=NEW",
            description = "Puts the tablespace that was at OLD to NEW; may be repeated.")
    private List<String> mappings = List.of();

    Map<Path, Path> mappings() throws UnusableArgumentException {
        Map<Path, Path> byOld = new HashMap<>();
        Set<Path> taken = new HashSet<>();
        for (String mapping : mappings) {
            int sign = mapping.indexOf('=');
            Path from = absolute(mapping.substring(0, Math.max(sign, 0)), mapping);
            Path to = absolute(mapping.substring(sign + 1), mapping);
            if (byOld.put(from, to) != null) {
                throw UnusableArgumentException.usage(from + " is mapped twice", "give --tablespace once for each");
            }
            if (!taken.add(to)) {
                throw UnusableArgumentException.usage(
                        "two tablespaces would go to " + to, "give each a directory of its own");
            }
        }
        return byOld;
    }

    private static Path absolute(String path, String mapping) throws UnusableArgumentException {
        if (!path.startsWith("/")) {
            throw UnusableArgumentException.usage(
                    "--tablespace " + mapping + " is no OLD=NEW of absolute paths",
                    "write it as --tablespace /old/place=/new/place");
        }
        return Path.of(path).normalize();
    }
}
