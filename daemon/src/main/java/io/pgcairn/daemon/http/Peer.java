package io.pgcairn.daemon.http;

import java.util.Optional;

/**
 * Who is at the other end of a connection.
 *
 * @param name for the log: an address, or that it is the Unix socket
 * @param isTrusted whether it came by the Unix socket, which only those can open who may do everything
 * @param isSecure whether it came by TLS
 * @param certificate the common name of its certificate, which was checked
 */
record Peer(String name, boolean isTrusted, boolean isSecure, Optional<String> certificate) {
    /** A process of this host, by TCP without TLS. */
    static final Peer LOOPBACK = new Peer("127.0.0.1", false, false, Optional.empty());

    /** Whoever can open the Unix socket. */
    static final Peer SOCKET = new Peer("unix socket", true, false, Optional.empty());
}
