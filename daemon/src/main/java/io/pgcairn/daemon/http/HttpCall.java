package io.pgcairn.daemon.http;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One request, freed of the library that read it.
 *
 * @param method in upper case
 * @param target as the client sent it, undecoded
 * @param host the header, or empty
 * @param sender what a browser says of the page that sent it
 * @param authorization the header
 * @param body at most a few KiB
 * @param peer who sent it
 */
record HttpCall(
        String method,
        String target,
        String host,
        Sender sender,
        Optional<String> authorization,
        byte[] body,
        Peer peer) {
    /** One without credentials, from this host. */
    HttpCall(String method, String target, String host, Sender sender, byte[] body) {
        this(method, target, host, sender, Optional.empty(), body, Peer.LOOPBACK);
    }

    /** @param hasOrigin whether a browser's page sent it, of which no more is known */
    HttpCall(String method, String target, String host, boolean hasOrigin, byte[] body) {
        this(method, target, host, hasOrigin ? new Sender("null", "") : Sender.PROGRAM, body);
    }

    /** Whether a browser's page sent it. */
    boolean hasOrigin() {
        return sender.isPage();
    }

    /** Whether the page that this endpoint serves sent it. */
    boolean isFromOwnPage() {
        return sender.isOwnPage(host);
    }

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
        return (hasPort ? host.substring(0, port) : host).toLowerCase(Locale.ROOT);
    }
}
