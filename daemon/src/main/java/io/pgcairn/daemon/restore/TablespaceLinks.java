package io.pgcairn.daemon.restore;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Makes the links to tablespaces, and keeps {@code tablespace_map} in step: PostgreSQL makes the links anew from it at
 * the first start, so that a tablespace that moved would be looked for where it was.
 */
final class TablespaceLinks {
    /** The file that pg_backup_stop gave out with the backup's label. */
    static final String MAP = "tablespace_map";

    private final Path dataDirectory;

    TablespaceLinks(Path dataDirectory) {
        this.dataDirectory = dataDirectory;
    }

    /** Returns the new text of the map if it had to be changed. */
    Optional<byte[]> make(List<PlannedTablespace> tablespaces) throws IOException {
        for (PlannedTablespace tablespace : tablespaces) {
            Path links = dataDirectory.resolve(Destination.TABLESPACES);
            if (!Files.isDirectory(links)) {
                Files.createDirectory(links, Modes.attribute(Modes.PRIVATE_DIRECTORY));
            }
            Files.createSymbolicLink(links.resolve(Long.toString(tablespace.oid())), tablespace.destination());
        }
        Path map = dataDirectory.resolve(MAP);
        if (tablespaces.stream().noneMatch(PlannedTablespace::isMoved) || !Files.exists(map)) {
            return Optional.empty();
        }
        byte[] text = text(tablespaces).getBytes(StandardCharsets.UTF_8);
        Files.write(map, text);
        return Optional.of(text);
    }

    private static String text(List<PlannedTablespace> tablespaces) {
        StringBuilder text = new StringBuilder();
        for (PlannedTablespace tablespace : tablespaces) {
            String location = tablespace.destination().toString();
            text.append(tablespace.oid())
                    .append(' ')
                    .append(location.replaceAll("([\\\\\n\r])", "\\\\$1"))
                    .append('\n');
        }
        return text.toString();
    }
}
