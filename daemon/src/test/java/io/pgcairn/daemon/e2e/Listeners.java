package io.pgcairn.daemon.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Where a process listens by TCP, as the kernel tells.
 *
 * @param ports local addresses and ports as it writes them, in hexadecimal
 */
record Listeners(long pid, List<String> ports) {
    /** What the kernel calls a socket that waits for connections. */
    private static final String LISTENS = "0A";

    static Listeners of(ProcessHandle process) {
        Path files = Path.of("/proc", Long.toString(process.pid()), "fd");
        Set<String> sockets = new HashSet<>();
        try (DirectoryStream<Path> open = Files.newDirectoryStream(files)) {
            for (Path file : open) {
                sockets.add(Files.readSymbolicLink(file).toString());
            }
            List<String> ports = new ArrayList<>();
            for (String table : List.of("tcp", "tcp6")) {
                ports.addAll(listening(Path.of("/proc/net", table), sockets));
            }
            return new Listeners(process.pid(), ports);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> listening(Path table, Set<String> sockets) throws IOException {
        return Files.exists(table)
                ? Files.readAllLines(table).stream()
                        .skip(1)
                        .map(line -> List.of(line.strip().split(" +")))
                        .filter(row -> row.get(3).equals(LISTENS) && sockets.contains("socket:[" + row.get(9) + "]"))
                        .map(row -> row.get(1))
                        .toList()
                : List.of();
    }
}
