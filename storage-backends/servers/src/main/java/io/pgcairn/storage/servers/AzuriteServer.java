package io.pgcairn.storage.servers;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** Azurite, Microsoft's emulator of Azure Blob Storage. Keeps its blobs in memory, or in files. */
public final class AzuriteServer implements AutoCloseable {
    private static final String ACCOUNT = "pgcairntest";
    private static final int KEY_BYTES = 64;
    private static final int TRIES = 3;

    private final ServerProcess process;
    private final String key;

    private AzuriteServer(ServerProcess process, String key) {
        this.process = process;
        this.key = key;
    }

    /** Starts a server without containers. Aborts the calling test where there is no npm, and says so. */
    public static AzuriteServer start() {
        return startWith(List.of("--inMemoryPersistence"));
    }

    /** Starts one that passes over headers it does not know instead of refusing them; as {@link #start}. */
    public static AzuriteServer startLenient() {
        return startWith(List.of("--inMemoryPersistence", "--loose"));
    }

    /**
     * Starts one that keeps its blobs in files, for more of them than memory holds; as {@link #startLenient}.
     *
     * @param directory a new directory
     */
    public static AzuriteServer startOnDisk(Path directory) {
        return startWith(List.of("--location", directory.toString(), "--loose"));
    }

    private static AzuriteServer startWith(List<String> persistence) {
        NodePackages packages = NodePackages.installed("Azurite");
        byte[] secret = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(secret);
        String key = Base64.getEncoder().encodeToString(secret);
        for (int attempt = 1; ; attempt++) {
            try {
                return new AzuriteServer(start(packages, key, persistence), key);
            } catch (IllegalStateException e) {
                // The port may have been taken since it was found free.
                if (attempt == TRIES) {
                    throw e;
                }
            }
        }
    }

    private static ServerProcess start(NodePackages packages, String key, List<String> persistence) {
        int port = ServerProcess.lastingPort();
        Path target = Places.ofThisBuild().target();
        List<String> command = new ArrayList<>(packages.command("azurite/dist/src/blob/main.js"));
        command.addAll(List.of("--blobHost", "127.0.0.1", "--blobPort", Integer.toString(port)));
        command.addAll(persistence);
        command.addAll(List.of("--skipApiVersionCheck", "--disableTelemetry", "--silent"));
        Map<String, String> environment = Map.of("AZURITE_ACCOUNTS", ACCOUNT + ":" + key);
        return ServerProcess.start(command, environment, port, target.resolve("azurite-" + port + ".log"));
    }

    /** Where the account's blobs are served. */
    public String endpoint() {
        return "http://127.0.0.1:" + process.port() + "/" + ACCOUNT;
    }

    /** The only storage account. */
    public String account() {
        return ACCOUNT;
    }

    /** The account's key, in base64. */
    public String key() {
        return key;
    }

    @Override
    public void close() {
        process.close();
    }
}
