package io.pgcairn.daemon.http;

import java.net.InetSocketAddress;

/** Keeps the endpoint from those who must not reach it. */
final class Exposure {
    private Exposure() {}

    /** @throws ListenFailure other hosts could reach it, and nothing would hold them */
    static void requireGuarded(HttpSettings settings) throws ListenFailure {
        InetSocketAddress listen = settings.listen();
        if (listen.isUnresolved()) {
            throw new ListenFailure(
                    listen.getHostString() + " is not known as an address",
                    "set http.listen to one of this host",
                    null);
        }
        boolean isGuarded = settings.tls().isPresent()
                && settings.access().rules().containsKey(Scope.RESTORE)
                && settings.access().rules().containsKey(Scope.ADMIN);
        if (!listen.getAddress().isLoopbackAddress() && !isGuarded) {
            throw new ListenFailure(
                    listen + " is not a loopback address, and whoever reaches this endpoint can read all WAL",
                    "set http.listen to an address such as 127.0.0.1:7411, or set http.tls, http.access.restore and"
                            + " http.access.admin",
                    null);
        }
    }
}
