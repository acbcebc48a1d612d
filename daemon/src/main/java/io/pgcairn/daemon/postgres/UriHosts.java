package io.pgcairn.daemon.postgres;

import io.pgcairn.daemon.postgres.PostgresSettings.HostPort;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The hosts and ports of a connection URI: before the path, or among the parameters, or nowhere. */
final class UriHosts {
    /** Where servers put their sockets: Debian's and Red Hat's, and PostgreSQL's own. */
    static final List<String> SOCKET_DIRECTORIES = List.of("/var/run/postgresql", "/tmp");

    private static final String HOST = "host";
    private static final String PORT = "port";

    private UriHosts() {}

    /**
     * Reads them.
     *
     * @param place what stands between the login and the path
     * @param parameters from which host and port are taken away
     */
    static List<HostPort> read(String place, Map<String, String> parameters) {
        String host = parameters.remove(HOST);
        String ports = parameters.remove(PORT);
        if (host == null && ports == null) {
            return hosts(place);
        }
        if (!place.isEmpty() && (host != null || place.indexOf(':') >= 0)) {
            throw new IllegalArgumentException("a PostgreSQL URI names " + (host == null ? PORT : HOST) + " twice");
        }
        List<HostPort> found = new ArrayList<>();
        String[] one = (host == null ? place : host).split(",", -1);
        String[] port = (ports == null ? "" : ports).split(",", -1);
        if (port.length != 1 && port.length != one.length) {
            throw new IllegalArgumentException("a PostgreSQL URI has one port, or one for each host");
        }
        for (int i = 0; i < one.length; i++) {
            // Among the parameters an IPv6 address may do without brackets, since no port follows it.
            boolean bare = host != null && one[i].indexOf(':') >= 0 && !one[i].matches("[\\[/].*");
            String text = host == null ? ConnectionUri.decode(one[i], HOST) : one[i];
            add(bare ? "[" + text + "]" : text, port(port[port.length == 1 ? 0 : i]), one.length, found);
        }
        return found;
    }

    private static List<HostPort> hosts(String text) {
        List<HostPort> hosts = new ArrayList<>();
        String[] all = text.split(",", -1);
        for (String one : all) {
            int colon = one.lastIndexOf(':');
            int bracket = one.lastIndexOf(']');
            boolean hasPort = colon > bracket;
            String host = ConnectionUri.decode(hasPort ? one.substring(0, colon) : one, HOST);
            add(host, port(hasPort ? one.substring(colon + 1) : ""), all.length, hosts);
        }
        return hosts;
    }

    private static void add(String host, int port, int count, List<HostPort> hosts) {
        if (host.startsWith("@")) {
            throw new IllegalArgumentException("Unix sockets in the abstract namespace are not supported");
        }
        if (host.isEmpty() && count > 1) {
            throw new IllegalArgumentException("a PostgreSQL URI has an empty host among others");
        }
        if (host.isEmpty()) {
            SOCKET_DIRECTORIES.forEach(directory -> hosts.add(new HostPort(directory, port)));
        } else if (host.startsWith("/")) {
            hosts.add(new HostPort(host, port));
        } else if (host.startsWith("[") && host.endsWith("]")) {
            hosts.add(new HostPort(host.substring(1, host.length() - 1), port));
        } else if (host.indexOf(':') >= 0) {
            throw new IllegalArgumentException("an IPv6 address stands in brackets in a PostgreSQL URI: [::1]");
        } else {
            hosts.add(new HostPort(host, port));
        }
    }

    private static int port(String text) {
        if (text.isEmpty()) {
            return PostgresSettings.DEFAULT_PORT;
        }
        if (!text.matches("[0-9]{1,5}")) {
            throw new IllegalArgumentException("a PostgreSQL URI has a port that is not a number from 1 to 65535");
        }
        return Integer.parseInt(text);
    }
}
