package io.pgcairn.daemon.drill;

import io.pgcairn.daemon.instance.PrivateServer;
import io.pgcairn.daemon.postgres.PostgresConnector;
import io.pgcairn.daemon.postgres.PostgresException;
import io.pgcairn.daemon.postgres.PostgresSettings;
import io.pgcairn.daemon.postgres.TextQueries;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks a drill's server over its socket. Sessions write nothing, and load nothing that a role's settings name. */
final class Probe {
    private static final String SESSION = "-c session_preload_libraries= -c local_preload_libraries="
            + " -c default_transaction_read_only=on -c statement_timeout=";
    private static final String SUPERUSER =
            "SELECT rolname FROM pg_roles WHERE rolsuper AND rolcanlogin ORDER BY oid LIMIT 1";
    private static final String TEMPLATE = "template1";

    private final Path socket;
    private final Deadline deadline;
    private final String role;

    private Probe(Path socket, Deadline deadline, String role) {
        this.socket = socket;
        this.deadline = deadline;
        this.role = role;
    }

    /**
     * A probe with a superuser's rights.
     *
     * @param roles names that may be those of login roles, tried in turn
     */
    static Probe of(Path socket, Deadline deadline, List<String> roles) throws PostgresException, DrillException {
        Optional<PostgresException> refusal = Optional.empty();
        for (String name : roles) {
            try {
                Probe first = new Probe(socket, deadline, name);
                List<String> superuser = first.rows(TEMPLATE, SUPERUSER).stream()
                        .map(List::getFirst)
                        .toList();
                return new Probe(socket, deadline, superuser.isEmpty() ? name : superuser.getFirst());
            } catch (PostgresException e) {
                refusal = Optional.of(e);
            }
        }
        if (refusal.isPresent()) {
            throw refusal.get();
        }
        throw new DrillException("no role is known to ask the restored server as", "name one in postgres.uri");
    }

    String role() {
        return role;
    }

    /** The rows of an answer as texts, SQL's null as an empty one. */
    List<List<String>> rows(String database, String query) throws PostgresException {
        return new TextQueries(connector(database), SESSION + deadline.left().toMillis()).rows(query);
    }

    private PostgresConnector connector(String database) {
        PostgresSettings.HostPort place = new PostgresSettings.HostPort(socket.toString(), PrivateServer.PORT);
        return new PostgresConnector(new PostgresSettings(List.of(place), role, database, "", Map.of()));
    }
}
