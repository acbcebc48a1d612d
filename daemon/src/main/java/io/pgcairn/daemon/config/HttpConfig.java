package io.pgcairn.daemon.config;

/**
 * Where the HTTP endpoint listens.
 *
 * @param host an address of the loopback interface, as long as there is no authentication
 * @param port 0 to 65535; 0 takes any free one
 */
public record HttpConfig(String host, int port) {
    public HttpConfig {
        if (host.isEmpty() || port < 0 || port > 65_535) {
            throw new IllegalArgumentException("no address to listen at: " + host + ":" + port);
        }
    }
}
