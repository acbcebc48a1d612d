package io.pgcairn.daemon.testing;

import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.instance.ClusterOptions;
import io.pgcairn.daemon.instance.ServerInstance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/**
 * A server that also listens on a Unix socket, with a pg_hba.conf of the test's.
 *
 * @param sockets the directory of its socket
 */
public record SocketServer(TestPostgres postgres, ServerInstance server, Path sockets) implements AutoCloseable {
    /** @param hba the lines of its pg_hba.conf; without one for {@code replication}, {@code all} is taken for both */
    public static SocketServer start(int major, ClusterOptions options, String... hba)
            throws IOException, CairnException {
        TestPostgres postgres = TestPostgres.major(major);
        try {
            ServerInstance server = postgres.created(options);
            Path sockets = Files.createDirectory(postgres.directory().resolve("s"));
            Files.setPosixFilePermissions(sockets, PosixFilePermissions.fromString("rwxr-xr-x"));
            server.handOver(sockets);
            String lines = String.join("\n", hba) + "\n";
            Files.writeString(
                    server.data().resolve("pg_hba.conf"),
                    lines + lines.replaceAll("(?m)^(\\w+) all ", "$1 replication "));
            postgres.start(server, Map.of("unix_socket_directories", sockets.toString()));
            return new SocketServer(postgres, server, sockets);
        } catch (IOException | CairnException e) {
            postgres.close();
            throw e;
        }
    }

    /** @param user empty for who runs this */
    public String uri(String user) {
        return "postgresql://" + user + "@/postgres?host=" + sockets + "&port=" + server.port();
    }

    @Override
    public void close() throws IOException, CairnException {
        postgres.close();
    }
}
