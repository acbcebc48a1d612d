package io.pgcairn.daemon.http;

import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps web pages out. A browser on this host can be made to send requests here: across origins with the header
 * {@code Origin}, or by a name that a stranger resolves to this address, which the header {@code Host} tells.
 */
final class HostCheck {
    private final Set<String> allowed = new HashSet<>(Set.of("localhost", "127.0.0.1", "[::1]"));

    HostCheck(String listen, Set<String> further) {
        allowed.add(listen.toLowerCase(Locale.ROOT));
        further.forEach(host -> allowed.add(host.toLowerCase(Locale.ROOT)));
    }

    Optional<Reply> foreignHost(HttpCall call) {
        return allowed.contains(call.hostName())
                ? Optional.empty()
                : refused("the endpoint is not known by the name of the header Host");
    }

    /** Of what a web page asks for; our own page only for what its forms are for. */
    static Optional<Reply> foreignPage(HttpCall call, Need need) {
        if (!call.isPost() || (need == Need.FORM ? call.isFromOwnPage() : !call.hasOrigin())) {
            return Optional.empty();
        }
        return refused("web pages may not ask for this (header Origin)");
    }

    private static Optional<Reply> refused(String message) {
        return Optional.of(Reply.error(403, "foreign_origin", message, "address it as 127.0.0.1 or localhost"));
    }
}
