package io.pgcairn.daemon.http;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * One request, freed of the library that read it.
 *
 * @param method in upper case
 * @param target as the client sent it, undecoded
 * @param host the header, or empty
 * @param hasOrigin whether a browser's page sent it
 * @param body at most a few KiB
 */
record HttpCall(String method, String target, String host, boolean hasOrigin, byte[] body) {
    /** The path's parts, undecoded: no name that we serve needs an escape. */
    List<String> path() {
        int query = target.indexOf('?');
        String path = query < 0 ? target : target.substring(0, query);
        return path.startsWith("/") ? Arrays.asList(path.substring(1).split("/", -1)) : List.of();
    }

    /** What follows the path, undecoded; empty if nothing does. */
    Optional<String> query() {
        int query = target.indexOf('?');
        return query < 0 ? Optional.empty() : Optional.of(target.substring(query + 1));
    }

    /** Whether it only asks. */
    boolean isRead() {
        return method.equals("GET") || method.equals("HEAD");
    }

    boolean isPost() {
        return method.equals("POST");
    }

    /** The host without its port, in lower case. */
    String hostName() {
        int port = host.lastIndexOf(':');
        boolean hasPort = port >= 0 && port > host.lastIndexOf(']');
        return (hasPort ? host.substring(0, port) : host).toLowerCase(java.util.Locale.ROOT);
    }
}
