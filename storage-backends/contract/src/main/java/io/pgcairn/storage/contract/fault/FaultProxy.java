package io.pgcairn.storage.contract.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;

/**
 * Stands between a store and its server on loopback, breaks requests as its plan says, and remembers what was asked.
 * Speaks HTTP/1.1 without TLS. Every header passes unchanged, that of the host too, except those that concern one
 * connection: so signatures stay valid, since what they cover is host, date, type and the vendor's own headers. A
 * request's body is held in memory. Safe for use by several threads.
 */
public final class FaultProxy implements AutoCloseable {
    private static final int BACKLOG = 200;

    private final ServerSocket listener;
    private final URI upstream;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Set<Socket> clients = ConcurrentHashMap.newKeySet();
    private final List<RequestHead> requests = new ArrayList<>();
    private volatile FaultPlan plan;
    private int faults;

    private FaultProxy(ServerSocket listener, URI upstream, FaultPlan plan) {
        this.listener = listener;
        this.upstream = upstream;
        this.plan = plan;
    }

    /**
     * Starts a proxy.
     *
     * @param upstream the server, with host and port; its path becomes that of {@link #endpoint()}
     */
    public static FaultProxy before(URI upstream, FaultPlan plan) {
        if (!"http".equals(upstream.getScheme()) || upstream.getHost() == null || upstream.getPort() < 0) {
            throw new IllegalArgumentException("the proxy goes to http with a host and a port, not " + upstream);
        }
        try {
            FaultProxy proxy =
                    new FaultProxy(new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress()), upstream, plan);
            Thread.ofVirtual().name("fault-proxy").start(proxy::accept);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where a store reaches its server through this proxy. */
    public URI endpoint() {
        String path = upstream.getRawPath() == null ? "" : upstream.getRawPath();
        return URI.create(
                "http://" + listener.getInetAddress().getHostAddress() + ":" + listener.getLocalPort() + path);
    }

    /** Replaces the plan, for the requests from now on. */
    public void follow(FaultPlan next) {
        plan = next;
    }

    /** What was asked so far, in order. */
    public List<RequestHead> requests() {
        synchronized (requests) {
            return List.copyOf(requests);
        }
    }

    /** How many such requests there were so far. */
    public int count(Predicate<RequestHead> which) {
        return (int) requests().stream().filter(which).count();
    }

    /** How many requests were broken so far. */
    public int faults() {
        synchronized (requests) {
            return faults;
        }
    }

    /** Forgets what was asked. */
    public void forget() {
        synchronized (requests) {
            requests.clear();
            faults = 0;
        }
    }

    Fault next(RequestHead request) {
        Fault fault = plan.next(request);
        synchronized (requests) {
            requests.add(request);
            faults += fault instanceof Fault.None ? 0 : 1;
        }
        return fault;
    }

    Socket connect() throws IOException {
        Socket socket = new Socket(upstream.getHost(), upstream.getPort());
        socket.setTcpNoDelay(true);
        return socket;
    }

    /** Is counted down when the proxy is closed: what waits on purpose waits for it. */
    CountDownLatch closed() {
        return closed;
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listener.accept();
                clients.add(client);
                Thread.ofVirtual().name("fault-proxy-client").start(() -> serve(client));
            }
        } catch (IOException e) {
            // Closed: clients that come now are refused.
        }
    }

    private void serve(Socket client) {
        try (client) {
            if (closed.getCount() == 0) {
                return;
            }
            client.setTcpNoDelay(true);
            ProxyClient.of(this, client).serve();
        } catch (IOException e) {
            // One side went away. The other side's connection ends too, as it would without a proxy.
        } finally {
            clients.remove(client);
        }
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            listener.close();
            for (Socket client : clients) {
                client.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
