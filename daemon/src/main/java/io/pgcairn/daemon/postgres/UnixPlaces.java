package io.pgcairn.daemon.postgres;

import io.pgcairn.daemon.postgres.PostgresSettings.HostPort;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The driver knows hosts by names and addresses only. Each directory of sockets gets an address for it, from the range
 * that leads nowhere (RFC 6666), so that nothing is looked up and no packet could ever leave.
 */
final class UnixPlaces {
    private static final long LEADS_NOWHERE = 0x0100_0000_0000_0000L;

    private final Map<String, String> directories = new HashMap<>();

    /** @param directories of sockets, one a line */
    UnixPlaces(String directories) {
        for (String directory : directories.split("\n")) {
            this.directories.put(address(directory), directory);
        }
    }

    /** What the constructor takes. */
    static String text(List<HostPort> hosts) {
        return String.join("\n", hosts.stream().map(HostPort::host).toList());
    }

    /** The address that stands for a directory, without brackets. */
    static String address(String directory) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(directory.getBytes(StandardCharsets.UTF_8));
            byte[] address = ByteBuffer.allocate(16)
                    .putLong(LEADS_NOWHERE)
                    .put(digest, 0, 8)
                    .array();
            return Inet6Address.getByAddress(address).getHostAddress();
        } catch (NoSuchAlgorithmException | UnknownHostException e) {
            throw new IllegalStateException("every Java knows SHA-256, and 16 bytes are an address", e);
        }
    }

    /** The socket that is meant by an address of the driver's. */
    UnixDomainSocketAddress socket(SocketAddress meant) {
        if (meant instanceof UnixDomainSocketAddress itself) {
            return itself;
        }
        if (meant instanceof InetSocketAddress address) {
            String literal = address.getAddress() == null
                    ? address.getHostString()
                    : address.getAddress().getHostAddress();
            String directory = directories.get(literal);
            if (directory != null) {
                return UnixDomainSocketAddress.of(new HostPort(directory, address.getPort()).socketFile());
            }
        }
        throw new IllegalArgumentException("no socket is known as " + meant);
    }

    /** Which of the hosts a socket is connected to. */
    static HostPort host(UnixDomainSocketAddress server, List<HostPort> hosts) throws SocketException {
        for (HostPort host : hosts) {
            if (host.socketFile().equals(server.getPath().toString())) {
                return host;
            }
        }
        throw new SocketException("connected to " + server + ", which is none of " + hosts);
    }
}
