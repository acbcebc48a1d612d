package io.pgcairn.daemon.program;

import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.fault.Fault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The token with which this program asks its daemon. */
final class OwnToken {
    private static final String USER = "unix:uid";

    private OwnToken() {}

    /**
     * The first one of the file.
     *
     * @throws CairnException this user cannot read it, or it has none
     */
    static Optional<String> read(Optional<Path> file) throws CairnException {
        if (file.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Files.readAllLines(file.get(), StandardCharsets.UTF_8).stream()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("it has no token")));
        } catch (AccessDeniedException e) {
            throw new AccessFailure(
                    "the token file " + file.get() + " cannot be read by this user", whoMay(file.get()), e);
        } catch (IOException e) {
            throw new AccessFailure(
                    "the token file " + file.get() + " cannot be used: " + e,
                    "look at http.access.admin.token_file",
                    e);
        }
    }

    /**
     * Refuses where a stranger listens. The owner of the token's file has it anyway, and so has root.
     *
     * @throws CairnException another user listens on the port, or that cannot be told
     */
    static void requireOurs(Path file, int port, PortOwner owners) throws CairnException {
        try {
            Set<Object> ours = Set.copyOf(
                    List.of(0, Files.getAttribute(file, USER), Files.getAttribute(Path.of("/proc/self"), USER)));
            Set<Integer> listening = owners.listening(port);
            if (!ours.containsAll(listening)) {
                throw new IOException("users " + listening + " listen there, by their numbers");
            }
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            throw new AccessFailure(
                    "the admin token is not sent to port " + port + " without TLS: it may not be the daemon's: "
                            + e.getMessage(),
                    "set http.socket or http.tls for the daemon, or let its user own " + file,
                    e);
        }
    }

    private static String whoMay(Path file) {
        try {
            return "run this as " + Files.getOwner(file) + ", or as a member of group "
                    + Files.getAttribute(file, "posix:group");
        } catch (IOException | UnsupportedOperationException e) {
            return "run this as the daemon's user";
        }
    }

    /** This user cannot prove itself to the daemon. */
    static final class AccessFailure extends CairnException {
        private static final long serialVersionUID = 1L;

        AccessFailure(String message, String hint, Throwable cause) {
            super(Fault.ACCESS_REFUSED, message, hint, cause);
        }
    }
}
