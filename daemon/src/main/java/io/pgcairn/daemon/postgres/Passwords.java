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

/**
 * Finds the password as libpq does: URI, PGPASSWORD, password file. It is looked up anew for every connection, so that
 * a changed file needs no restart. The driver takes one password for all hosts: that of the first host in the file.
 */
final class Passwords {
    private static final Set<PosixFilePermission> TOO_OPEN = Set.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE);

    private final Map<String, String> environment;

    Passwords(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** The password, if there is one; {@code database} is {@code replication} for a replication connection. */
    Optional<String> find(PostgresSettings settings, String database) throws PostgresException {
        Optional<String> given = given(settings);
        if (given.isPresent()) {
            return given;
        }
        Optional<Path> file = file(settings);
        return file.isPresent() ? lookUp(read(file.get()), settings, database) : Optional.empty();
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
    Optional<Path> file(PostgresSettings settings) {
        String named =
                settings.parameters().getOrDefault(ConnectionUri.PASSFILE, environment.getOrDefault("PGPASSFILE", ""));
        if (!named.isEmpty()) {
            return Optional.of(Path.of(named));
        }
        String home = environment.getOrDefault("HOME", "");
        Path usual = Path.of(home, ".pgpass");
        return home.isEmpty() || !Files.isRegularFile(usual) ? Optional.empty() : Optional.of(usual);
    }

    private static List<String> read(Path file) throws PostgresException {
        try {
            if (Files.getPosixFilePermissions(file).stream().anyMatch(TOO_OPEN::contains)) {
                throw new PostgresException.AuthenticationFailed(
                        "", "password file " + file + " can be read by others", "chmod 0600 " + file, null);
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
            List<String> wanted = List.of(host.host(), Integer.toString(host.port()), database, settings.user());
            for (String line : lines) {
                List<String> fields = fields(line);
                if (!line.startsWith("#") && fields.size() == 5 && matches(fields, wanted)) {
                    return Optional.of(fields.get(4));
                }
            }
        }
        return Optional.empty();
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
