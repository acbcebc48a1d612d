package io.pgcairn.storage.remote;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The proxy that a store is reached through. What tells this machine who it is, is never asked through it: those
 * services answer on addresses that mean this machine, or its host, and a proxy would be told who the proxy is. Safe
 * for use by several threads.
 */
public final class StoreProxy extends ProxySelector {
    private static final String LINK_LOCAL = "169.254.";
    private static final String LINK_LOCAL_6 = "[fe80:";
    private static final String LOOPBACK = "127.";
    private static final Set<String> OF_THIS_MACHINE = Set.of("localhost", "[::1]");

    private final Proxy proxy;
    private final String store;
    private final Set<String> direct;

    /**
     * @param endpoint where the store is; reached through the proxy even on this machine
     * @param direct further hosts, in lower case, that are never reached through it
     */
    public StoreProxy(InetSocketAddress proxy, URI endpoint, Set<String> direct) {
        this.proxy = new Proxy(Proxy.Type.HTTP, proxy);
        this.store = hostOf(endpoint);
        this.direct = Set.copyOf(direct);
    }

    /** The way to a server: one proxy, or none. */
    public Proxy to(URI server) {
        String host = hostOf(server);
        boolean isDirect = host.startsWith(LINK_LOCAL)
                || host.startsWith(LINK_LOCAL_6)
                || host.startsWith(LOOPBACK)
                || OF_THIS_MACHINE.contains(host)
                || direct.contains(host);
        return isDirect && !host.equals(store) ? Proxy.NO_PROXY : proxy;
    }

    @Override
    public List<Proxy> select(URI server) {
        return List.of(to(server));
    }

    /** Nothing to do: there is no other way, and whoever asked hears of it. */
    @Override
    public void connectFailed(URI server, SocketAddress address, IOException failure) {}

    private static String hostOf(URI server) {
        return server.getHost() == null ? "" : server.getHost().toLowerCase(Locale.ROOT);
    }
}
