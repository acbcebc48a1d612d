package io.pgcairn.daemon.http;

import io.pgcairn.daemon.trail.Trail;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds who answers a request. Safe for use by several threads, which it may block. */
public final class Router {
    private static final Logger LOG = LoggerFactory.getLogger(Router.class);
    private static final String METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final List<Route> routes = new ArrayList<>();
    private final ClusterDesk.Directory directory;
    private final WalRoutes wal;
    private final Optional<PageRoutes> people;

    /** Without a page for people. */
    public Router(ClusterDesk.Directory directory, Supplier<String> metrics) {
        this(directory, metrics, Optional.empty());
    }

    /**
     * @param directory the clusters
     * @param metrics the page that Prometheus reads
     * @param page the page that people read
     */
    public Router(ClusterDesk.Directory directory, Supplier<String> metrics, StatusPage page) {
        this(directory, metrics, Optional.of(new PageRoutes(directory, page)));
    }

    private Router(ClusterDesk.Directory directory, Supplier<String> metrics, Optional<PageRoutes> people) {
        this.directory = directory;
        this.wal = new WalRoutes(directory);
        this.people = people;
        StatusRoutes status = new StatusRoutes(directory);
        get("/healthz", Need.NOTHING, (_, _) -> Reply.text(200, "text/plain; charset=utf-8", "ok\n"));
        get("/readyz", Need.NOTHING, (_, _) -> readyz());
        get("/metrics", Need.METRICS, (_, _) -> Reply.text(200, METRICS_TYPE, metrics.get()));
        get(
                "/clusters/{cluster}/wal/{name}",
                Need.RESTORE,
                (call, part) -> wal.get(call, part.getFirst(), Optional.empty(), part.get(1)));
        get(
                "/clusters/{cluster}/lineages/{id}/wal/{name}",
                Need.RESTORE,
                (call, part) -> wal.get(call, part.getFirst(), Optional.of(part.get(1)), part.get(2)));
        get("/v1/openapi.json", Need.NOTHING, (_, _) -> ApiDocument.reply());
        get("/v1/status", Need.ADMIN, (_, _) -> status.all());
        get("/v1/clusters", Need.ADMIN, (_, _) -> status.names());
        get("/v1/clusters/{cluster}", Need.ADMIN, (_, part) -> status.one(part.getFirst()));
        for (JobKind kind : JobKind.values()) {
            jobs(new BackupRoutes(directory, kind), "/v1/clusters/{cluster}/" + kind.path());
        }
    }

    private void jobs(BackupRoutes jobs, String path) {
        get(path, Need.ADMIN, (_, part) -> jobs.list(part.getFirst()));
        routes.add(new Route("POST", path, Need.ADMIN, (call, part) -> jobs.start(part.getFirst(), call.body())));
        get(path + "/{job}", Need.ADMIN, (_, part) -> jobs.find(part.getFirst(), part.get(1)));
    }

    private void get(String template, Need need, Route.Answer answer) {
        routes.add(new Route("GET", template, need, answer));
    }

    /** All that can be asked for, but the page. */
    List<Route> routes() {
        return List.copyOf(routes);
    }

    /** Whether others wait for WAL, so that a client which does not take its own is in their way. */
    boolean isWalWaitedFor() {
        return wal.isWaitedFor();
    }

    /** What a request is counted under: the page, a route's word, or that there is nothing. */
    String word(HttpCall call) {
        List<String> path = call.path();
        if (people.isPresent() && people.get().serves(path)) {
            return "page";
        }
        return routes.stream()
                .filter(route -> route.isAt(path))
                .findFirst()
                .map(Route::word)
                .orElse("none");
    }

    /** @param access decides whose requests are answered */
    Reply answer(HttpCall call, Access access) {
        try {
            return found(call, access);
        } catch (RuntimeException e) {
            LOG.error("a request failed", e);
            return Reply.error(500, "internal", "the request failed: " + e, "see the log for the cause");
        }
    }

    private Reply found(HttpCall call, Access access) {
        if (!call.isRead() && !call.isPost()) {
            return Reply.methodNotAllowed("GET, HEAD, POST");
        }
        List<String> path = call.path();
        if (people.isPresent() && people.get().serves(path)) {
            return people.get().answer(call, access);
        }
        List<Route> here = routes.stream().filter(route -> route.isAt(path)).toList();
        if (here.isEmpty()) {
            return Reply.unknown("there is nothing at this path");
        }
        Optional<Route> route =
                here.stream().filter(each -> each.takes(call.method())).findFirst();
        if (route.isEmpty()) {
            return Reply.methodNotAllowed(here.stream().map(Route::methods).collect(Collectors.joining(", ")));
        }
        return access.refusal(call, route.get().need()).orElseGet(() -> onTrail(call, route.get(), path));
    }

    /** What is logged on the way to the answer says of which cluster it tells. */
    private static Reply onTrail(HttpCall call, Route route, List<String> path) {
        List<String> parts = route.parts(path);
        Trail trail = parts.isEmpty() ? Trail.here() : Trail.here().with("cluster", parts.getFirst());
        try (Trail.Step _ = trail.enter()) {
            return route.answer().to(call, parts);
        }
    }

    private Reply readyz() {
        Map<String, Object> clusters = new LinkedHashMap<>();
        boolean isReady = true;
        for (Map.Entry<String, ClusterDesk> each : directory.clusters().entrySet()) {
            Readiness state = directory.parting(each.getKey()).isPresent()
                    ? new Readiness(false, "stopping")
                    : each.getValue().view().readiness();
            clusters.put(each.getKey(), Map.of("ready", state.isReady(), "state", state.state()));
            isReady &= state.isReady();
        }
        return Reply.json(isReady ? 200 : 503, Map.of("ready", isReady, "clusters", clusters));
    }
}
