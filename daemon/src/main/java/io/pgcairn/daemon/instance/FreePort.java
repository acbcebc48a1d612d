package io.pgcairn.daemon.instance;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;

/**
 * A port of the loopback address that nobody listens on. It lies below those that the system gives to whoever connects,
 * at any moment and without asking: only another program that looks for a port in the same way may take it before we
 * do, so who uses it tries again.
 */
public record FreePort(int number) {
    private static final Path GIVEN_TO_ANYBODY = Path.of("/proc/sys/net/ipv4/ip_local_port_range");
    private static final int LOWEST = 15_000;
    private static final int FEWEST = 1000;
    private static final int TRIES = 100;

    /** @throws InstanceException every port is taken */
    public static FreePort find() throws InstanceException {
        return find(below(GIVEN_TO_ANYBODY), new Random());
    }

    /** @param end the first of those that the system gives away */
    static FreePort find(int end, RandomGenerator random) throws InstanceException {
        for (int i = 0; i < TRIES && end - LOWEST >= FEWEST; i++) {
            Optional<FreePort> port = bind(random.nextInt(LOWEST, end));
            if (port.isPresent()) {
                return port.get();
            }
        }
        return bind(0).orElseThrow(
                        () -> new InstanceException("no free port on the loopback address", "Close some connections."));
    }

    private static Optional<FreePort> bind(int number) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(false);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), number));
            return Optional.of(new FreePort(socket.getLocalPort()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Where the ports begin that the system gives away; 0 where it does not say. */
    static int below(Path range) {
        try {
            return Integer.parseInt(Files.readString(range).strip().split("\\s+")[0]);
        } catch (IOException | NumberFormatException e) {
            return 0;
        }
    }
}
