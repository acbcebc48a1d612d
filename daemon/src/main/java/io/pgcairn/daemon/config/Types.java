package io.pgcairn.daemon.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The simple value types that declarations are made of. */
final class Types {
    private static final ScalarType<Path> PATH = new ScalarType<>(
            "a path; a relative one starts at the configuration file's directory; credential:NAME is a file that"
                    + " systemd hands over",
            Types::parsePath);

    private static final ValueType<ConnectionUri> CONNECTION_URI =
            new ScalarType<>("a URI such as postgresql://user@host:5432/database", false, ConnectionUri::new);

    private Types() {}

    static ScalarType<String> matching(String pattern, String allowed) {
        Pattern compiled = Pattern.compile(pattern);
        return new ScalarType<>(allowed, text -> {
            if (!compiled.matcher(text).matches()) {
                throw new IllegalArgumentException("it has another form");
            }
            return text;
        });
    }

    static ValueType<Integer> integer(int min, int max) {
        return new ScalarType<>("a whole number from " + min + " to " + max, text -> {
            int value;
            try {
                value = Integer.parseInt(text);
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("it is no whole number", e);
            }
            if (value < min || value > max) {
                throw new IllegalArgumentException("it is out of range");
            }
            return value;
        });
    }

    static ValueType<Boolean> bool() {
        return new ScalarType<>("true or false", text -> switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("it is neither");
        });
    }

    static ValueType<ZoneId> zone() {
        return new ScalarType<>("a time zone such as Europe/Berlin or UTC", text -> {
            try {
                return ZoneId.of(text);
            } catch (DateTimeException e) {
                throw new IllegalArgumentException("no such zone is known", e);
            }
        });
    }

    /** One of the names in lower case. */
    static <E extends Enum<E>> ValueType<E> choice(E[] values) {
        Function<E, String> name = value -> value.name().toLowerCase(Locale.ROOT);
        String names = Arrays.stream(values).map(name).collect(Collectors.joining(", "));
        return new ScalarType<>(
                "one of " + names,
                text -> Arrays.stream(values)
                        .filter(value -> name.apply(value).equals(text))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("it is none of them")));
    }

    static ScalarType<Path> path() {
        return PATH;
    }

    private static Path parsePath(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("it is empty");
        }
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("it is no path", e);
        }
    }

    static ValueType<ConnectionUri> connectionUri() {
        return CONNECTION_URI;
    }

    static ValueType<URI> storeUri() {
        return new ScalarType<>("a URI such as file:///var/lib/pgcairn", false, text -> {
            try {
                URI uri = new URI(text);
                if (uri.getScheme() == null) {
                    throw new IllegalArgumentException("it has no scheme, such as file://");
                }
                return uri;
            } catch (URISyntaxException e) {
                throw new IllegalArgumentException("it is no URI", e);
            }
        });
    }
}
