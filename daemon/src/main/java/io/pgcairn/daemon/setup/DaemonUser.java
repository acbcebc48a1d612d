package io.pgcairn.daemon.setup;

import io.pgcairn.daemon.fault.Fault;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Another user than ourselves, as whom the daemon runs.
 *
 * @param group the number of its group
 * @param home its home directory
 */
record DaemonUser(String name, int group, String home) {
    private static final Path USERS = Path.of("/etc/passwd");
    private static final String ROOT = "root";
    private static final String USUAL = "postgres";

    /**
     * Who the daemon is to run as; empty if that is who we are, or if we may not be anybody else.
     *
     * @param wanted a name; empty for the usual one
     */
    static Optional<DaemonUser> find(Optional<String> wanted) throws SetupException {
        String we = System.getProperty("user.name", "");
        if (!we.equals(ROOT) && wanted.isPresent() && !wanted.get().equals(we)) {
            throw new SetupException(
                    Fault.USAGE, "only root can set up a daemon that runs as " + wanted.get(), "run this with sudo");
        }
        if (!we.equals(ROOT) || wanted.equals(Optional.of(ROOT))) {
            return Optional.empty();
        }
        Optional<DaemonUser> found = lookUp(wanted.orElse(USUAL));
        if (found.isEmpty() && wanted.isPresent()) {
            throw new SetupException(Fault.USAGE, "there is no user " + wanted.get(), "name one of " + USERS);
        }
        return found;
    }

    /**
     * PostgreSQL's Unix socket. As root it names the user, so that no verb run as root asks for a role of that name.
     */
    static String socketUri(Optional<DaemonUser> user) {
        return "postgresql://"
                + user.map(one -> URLEncoder.encode(one.name(), StandardCharsets.UTF_8) + "@")
                        .orElse("")
                + "/postgres";
    }

    private static Optional<DaemonUser> lookUp(String name) throws SetupException {
        try {
            return Files.readAllLines(USERS).stream()
                    .map(line -> line.split(":", -1))
                    .filter(fields -> fields.length == 7 && fields[0].equals(name))
                    .findFirst()
                    .map(fields -> new DaemonUser(name, Integer.parseInt(fields[3]), fields[5]));
        } catch (IOException e) {
            throw new SetupException(Fault.USAGE, USERS + " cannot be read: " + e, "name the user with --user", e);
        }
    }
}
