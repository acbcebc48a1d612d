package io.pgcairn.daemon.postgres;

import io.pgcairn.daemon.postgres.PostgresSettings.HostPort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the password as libpq does: URI, PGPASSWORD, password file. It is looked up anew for every connection, so that
 * a changed file needs no restart. The driver takes one password for all hosts: that of the first host in the file.
 */
final class Passwords {
    private static final Logger LOG = LoggerFactory.getLogger(Passwords.class);

    /** A group may read it: files of root for the daemon's group are usual, and systemd's credentials are such. */
    private static final Set<PosixFilePermission> TOO_OPEN = Set.of(
            PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_WRITE, PosixFilePermission.OTHERS_EXECUTE);

    private static final Set<PosixFilePermission> OPEN_TO_GROUP =
            Set.of(PosixFilePermission.GROUP_READ, PosixFilePermission.GROUP_WRITE, PosixFilePermission.GROUP_EXECUTE);

    private final Map<String, String> environment;
    private final AtomicBoolean hasWarned = new AtomicBoolean();

    Passwords(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** The password, if there is one; {@code database} is {@code replication} for a replication connection. */
    Optional<String> find(PostgresSettings settings, String database) throws PostgresException {
        Optional<String> given = given(settings);
        if (given.isPresent()) {
            return given;
        }
        Optional<Path> named = named(settings);
        if (named.isPresent()) {
            return lookUp(read(named.get()), settings, database);
        }
        Optional<Path> usual = usual();
        try {
            return usual.isPresent() ? lookUp(read(usual.get()), settings, database) : Optional.empty();
        } catch (PostgresException e) {
            // Nobody asked for this file, and a server that trusts its peer needs no password.
            if (!hasWarned.getAndSet(true)) {
                LOG.atWarn().addKeyValue("hint", e.hint()).log("{}; it is passed over", e.getMessage());
            }
            return Optional.empty();
        }
    }

    /** The variables by which PostgreSQL's own programs find the password of a database. */
    Map<String, String> variables(PostgresSettings settings, String database) {
        Optional<String> given = given(settings);
        Optional<Path> file = file(settings);
        if (given.isEmpty() && file.filter(Passwords::isOpenToGroup).isPresent()) {
            // Which libpq would pass over.
            try {
                given = find(settings, database);
            } catch (PostgresException e) {
                LOG.atWarn().addKeyValue("hint", e.hint()).log(e.getMessage());
            }
        }
        return given.map(password -> Map.of("PGPASSWORD", password))
                .or(() -> file.map(path -> Map.of("PGPASSFILE", path.toString())))
                .orElse(Map.of());
    }

    private static boolean isOpenToGroup(Path file) {
        try {
            return Files.getPosixFilePermissions(file).stream().anyMatch(OPEN_TO_GROUP::contains);
        } catch (IOException e) {
            return false;
        }
    }

    /** The one password for all hosts and databases, where there is one. */
    Optional<String> given(PostgresSettings settings) {
        String variable = environment.getOrDefault("PGPASSWORD", "");
        String given = settings.password().isEmpty() ? variable : settings.password();
        return given.isEmpty() ? Optional.empty() : Optional.of(given);
    }

    Map<String, String> environment() {
        return environment;
    }

    /** The password file, if there is one. */
    private Optional<Path> file(PostgresSettings settings) {
        return named(settings).or(this::usual);
    }

    private Optional<Path> named(PostgresSettings settings) {
        String named =
                settings.parameters().getOrDefault(ConnectionUri.PASSFILE, environment.getOrDefault("PGPASSFILE", ""));
        return named.isEmpty() ? Optional.empty() : Optional.of(Path.of(named));
    }

    private Optional<Path> usual() {
        String home = environment.getOrDefault("HOME", "");
        Path usual = Path.of(home, ".pgpass");
        return home.isEmpty() || !Files.isRegularFile(usual) ? Optional.empty() : Optional.of(usual);
    }

    private static List<String> read(Path file) throws PostgresException {
        try {
            if (Files.getPosixFilePermissions(file).stream().anyMatch(TOO_OPEN::contains)) {
                throw new PostgresException.AuthenticationFailed(
                        "", "password file " + file + " is open to every user", "chmod 640 " + file, null);
            }
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new PostgresException.AuthenticationFailed(
                    "",
                    "password file " + file + " cannot be read: " + e,
                    "name a readable file in passfile or PGPASSFILE",
                    e);
        }
    }

    private static Optional<String> lookUp(List<String> lines, PostgresSettings settings, String database) {
        for (HostPort host : settings.hosts()) {
            List<String> wanted = List.of(fileName(host), Integer.toString(host.port()), database, settings.user());
            for (String line : lines) {
                List<String> fields = fields(line);
                if (!line.startsWith("#") && fields.size() == 5 && matches(fields, wanted)) {
                    return Optional.of(fields.get(4));
                }
            }
        }
        return Optional.empty();
    }

    /** As libpq, a password file calls the usual sockets localhost, and others by their directory. */
    private static String fileName(HostPort host) {
        return UriHosts.SOCKET_DIRECTORIES.contains(host.host()) ? "localhost" : host.host();
    }

    private static boolean matches(List<String> fields, List<String> wanted) {
        for (int i = 0; i < wanted.size(); i++) {
            if (!fields.get(i).equals("*") && !fields.get(i).equals(wanted.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** Splits at colons; a backslash takes the next character as it is. */
    private static List<String> fields(String line) {
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '\\' && i + 1 < line.length()) {
                field.append(line.charAt(++i));
            } else if (c == ':' && fields.size() < 4) {
                fields.add(field.toString());
                field.setLength(0);
            } else {
                field.append(c);
            }
        }
        fields.add(field.toString());
        return fields;
    }
}
