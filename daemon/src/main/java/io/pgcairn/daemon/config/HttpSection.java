package io.pgcairn.daemon.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The section {@code http}. */
final class HttpSection {
    private static final Pattern HOST_AND_PORT = Pattern.compile("(?:\\[([0-9a-fA-F:]+)]|([^:\\[\\]]+)):(\\d{1,5})");
    private static final Pattern LOOPBACK =
            Pattern.compile("localhost|127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}|(?:0{0,4}:){2,7}0{0,3}1");

    private static final Key<HttpConfig> LISTEN = Key.defaulted(
            "listen",
            new ScalarType<>("a loopback address and a port, such as 127.0.0.1:7411", HttpSection::parse),
            "127.0.0.1:7411",
            "Where the endpoint for restores, backup requests and metrics listens. Only the loopback interface so far,"
                    + " since the endpoint does not authenticate its callers yet.");

    static final Section DECLARATION = Section.one("http", "The HTTP endpoint.", LISTEN);

    private HttpSection() {}

    static HttpConfig read(SectionReader reader) {
        return reader.get(LISTEN);
    }

    private static HttpConfig parse(String text) {
        Matcher matcher = HOST_AND_PORT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("it is no host:port");
        }
        String host = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
        int port = Integer.parseInt(matcher.group(3));
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("a port is a number from 1 to 65535");
        }
        if (!LOOPBACK.matcher(host).matches()) {
            throw new IllegalArgumentException("it is not on the loopback interface, and without authentication"
                    + " (not there yet) anybody who reaches it could read every row");
        }
        return new HttpConfig(host, port);
    }
}
