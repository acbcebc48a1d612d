package io.pgcairn.storage.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes through a store's proxy and what never does. */
class StoreProxyTest {
    private static final InetSocketAddress ADDRESS = InetSocketAddress.createUnresolved("proxy.internal", 3128);
    private static final StoreProxy PROXY =
            new StoreProxy(ADDRESS, URI.create("https://store.example.org"), Set.of("metadata.example.internal"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://store.example.org/bucket/object",
                "https://login.example.org/token",
                "http://10.0.0.7/",
                "https://localhost.example.org/",
                "https://[2001:db8::1]/",
            })
    void goes_through_the_proxy_to_the_store_and_to_who_gives_tokens(String server) {
        assertEquals(List.of(new Proxy(Proxy.Type.HTTP, ADDRESS)), PROXY.select(URI.create(server)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://169.254.169.254/metadata/identity/oauth2/token",
                "http://169.254.170.2/v2/credentials",
                "http://[fe80::a9fe:a9fe]/",
                "http://metadata.example.internal/computeMetadata/v1/",
                "http://METADATA.example.internal/",
                "http://127.0.0.1:41021/msi/token",
                "http://localhost:40342/metadata/identity/oauth2/token",
                "http://[::1]:40342/",
            })
    void asks_this_machine_s_own_services_directly(String server) {
        assertEquals(List.of(Proxy.NO_PROXY), PROXY.select(URI.create(server)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:9000/bucket", "http://127.0.0.1:9000/"})
    void goes_through_the_proxy_to_a_store_on_this_machine(String server) {
        StoreProxy local = new StoreProxy(ADDRESS, URI.create("http://127.0.0.1:9000"), Set.of());
        assertEquals(new Proxy(Proxy.Type.HTTP, ADDRESS), local.to(URI.create(server)));
    }
}
