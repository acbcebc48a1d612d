package io.pgcairn.daemon.page;

import io.pgcairn.daemon.http.HttpServer;
import io.pgcairn.daemon.http.HttpSettings;
import io.pgcairn.daemon.http.Router;
import io.pgcairn.daemon.http.StatusPage;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;

/** Models of clusters behind the daemon's own endpoint. */
final class PageServer implements AutoCloseable {
    static final Path CONFIG = Path.of("/etc/pgcairn/pgcairn.yaml");

    private final HttpServer server;

    PageServer(Map<String, StatusPage.Cluster> clusters) throws Exception {
        this(of(clusters, new ClustersPage(InstantSource.fixed(Models.NOW), "pgcairn 1.0.0", CONFIG)));
    }

    private PageServer(StatusPage page) throws Exception {
        server = new HttpServer(
                HttpSettings.defaults(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)),
                new Router(Map::of, () -> "", page));
    }

    /** Any page. */
    static PageServer of(StatusPage page) throws Exception {
        return new PageServer(page);
    }

    private static StatusPage of(Map<String, StatusPage.Cluster> clusters, StatusPage page) {
        return asked -> page.show(new StatusPage.Asked(clusters, asked.fields(), StatusPage.Rights.TOKEN_NEEDED));
    }

    String url(String target) {
        return "http://127.0.0.1:" + server.address().getPort() + target;
    }

    @Override
    public void close() {
        server.close();
    }
}
