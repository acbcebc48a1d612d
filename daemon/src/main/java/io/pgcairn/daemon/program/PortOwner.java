package io.pgcairn.daemon.program;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

/**
 * Who listens on a port of this host, by what Linux tells of it.
 *
 * @param tables in the form of {@code /proc/net/tcp}; one that is not there is empty
 */
record PortOwner(Path... tables) {
    private static final String LISTENING = "0A";

    /** As the kernel has it. */
    static PortOwner ofThisHost() {
        return new PortOwner(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6"));
    }

    /**
     * The numbers of the users that listen there, at whatever address; empty if nobody does.
     *
     * @throws IOException a table cannot be read
     */
    Set<Integer> listening(int port) throws IOException {
        Set<Integer> users = new TreeSet<>();
        for (Path table : tables) {
            if (!Files.exists(table)) {
                continue;
            }
            for (String line : Files.readAllLines(table, StandardCharsets.US_ASCII)) {
                String[] fields = line.strip().split(" +");
                if (fields.length > 7 && fields[3].equals(LISTENING) && isAt(port, fields[1])) {
                    users.add(Integer.parseInt(fields[7]));
                }
            }
        }
        return users;
    }

    private static boolean isAt(int port, String address) {
        return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1), 16) == port;
    }
}
