package io.pgcairn.daemon.http;

import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds who answers a request. Safe for use by several threads, which it may block. */
public final class Router {
    private static final Logger LOG = LoggerFactory.getLogger(Router.class);
    private static final String READ = "GET, HEAD";
    private static final String METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final WalRoutes wal;
    private final BackupRoutes backups;
    private final BackupRoutes dumps;
    private final StatusRoutes status;
    private final ClusterDesk.Directory directory;
    private final Supplier<String> metrics;

    /**
     * @param directory the clusters
     * @param metrics the page that Prometheus reads
     */
    public Router(ClusterDesk.Directory directory, Supplier<String> metrics) {
        this.directory = directory;
        this.wal = new WalRoutes(directory);
        this.backups = new BackupRoutes(directory, JobKind.BACKUP);
        this.dumps = new BackupRoutes(directory, JobKind.DUMP);
        this.status = new StatusRoutes(directory);
        this.metrics = metrics;
    }

    /** @param hosts decides whose requests may do or read more than health and metrics */
    Reply answer(HttpCall call, HostCheck hosts) {
        try {
            if (!call.isRead() && !call.isPost()) {
                return Reply.methodNotAllowed("GET, HEAD, POST");
            }
            List<String> path = call.path();
            if (!path.isEmpty() && path.getFirst().equals("clusters")) {
                Optional<Reply> refusal = hosts.refusal(call);
                return refusal.isPresent() ? refusal.get() : cluster(call, path);
            }
            if (path.equals(List.of("status")) && call.isRead()) {
                return hosts.refusal(call).orElseGet(status::get);
            }
            return call.isRead() || path.size() != 1 ? page(path) : Reply.methodNotAllowed(READ);
        } catch (RuntimeException e) {
            LOG.error("a request failed", e);
            return Reply.error(500, "internal", "the request failed: " + e, "see the log for the cause");
        }
    }

    private Reply page(List<String> path) {
        return switch (String.join("/", path)) {
            case "healthz" -> Reply.text(200, "text/plain; charset=utf-8", "ok\n");
            case "readyz" -> readyz();
            case "metrics" -> Reply.text(200, METRICS_TYPE, metrics.get());
            default -> Reply.unknown("there is nothing at this path");
        };
    }

    private Reply readyz() {
        Map<String, Object> clusters = new LinkedHashMap<>();
        boolean isReady = true;
        for (Map.Entry<String, ClusterDesk> each : directory.clusters().entrySet()) {
            Readiness state = each.getValue().view().readiness();
            clusters.put(each.getKey(), Map.of("ready", state.isReady(), "state", state.state()));
            isReady &= state.isReady();
        }
        return Reply.json(isReady ? 200 : 503, Map.of("ready", isReady, "clusters", clusters));
    }

    private Reply cluster(HttpCall call, List<String> path) {
        if (path.size() == 4 && path.get(2).equals("wal")) {
            return call.isRead()
                    ? wal.get(call, path.get(1), Optional.empty(), path.get(3))
                    : Reply.methodNotAllowed(READ);
        }
        if (path.size() == 6 && path.get(2).equals("lineages") && path.get(4).equals("wal")) {
            return call.isRead()
                    ? wal.get(call, path.get(1), Optional.of(path.get(3)), path.get(5))
                    : Reply.methodNotAllowed(READ);
        }
        Optional<BackupRoutes> jobs = path.size() < 3 ? Optional.empty() : jobs(path.get(2));
        if (path.size() == 3 && jobs.isPresent()) {
            return call.isPost() ? jobs.get().start(path.get(1), call.body()) : Reply.methodNotAllowed("POST");
        }
        if (path.size() == 4 && jobs.isPresent()) {
            return call.isRead() ? jobs.get().find(path.get(1), path.get(3)) : Reply.methodNotAllowed(READ);
        }
        return Reply.unknown("there is nothing at this path");
    }

    private Optional<BackupRoutes> jobs(String path) {
        return switch (path) {
            case "backups" -> Optional.of(backups);
            case "dumps" -> Optional.of(dumps);
            default -> Optional.empty();
        };
    }

    /** The check for an endpoint at this address. */
    static HostCheck hostsOf(InetSocketAddress listen, HttpSettings settings) {
        return new HostCheck(listen.getHostString(), settings.hosts());
    }
}
