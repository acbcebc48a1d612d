package io.pgcairn.storage.azure;

import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobContainerClientBuilder;
import com.azure.storage.common.StorageSharedKeyCredential;
import io.pgcairn.storage.ObjectStore;
import io.pgcairn.storage.StoreContext;
import io.pgcairn.storage.StoreException;
import io.pgcairn.storage.StoreSettings;
import io.pgcairn.storage.remote.RemoteTimeouts;
import io.pgcairn.storage.servers.AzuriteServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** A running Azurite, with containers made for tests. */
final class Azurite implements AutoCloseable {
    private final AzuriteServer server;
    private final Transport transport =
            new Transport(HttpClient.newBuilder(), RemoteTimeouts.within(Duration.ofMinutes(5)));

    Azurite() {
        this(AzuriteServer.start());
    }

    private Azurite(AzuriteServer server) {
        this.server = server;
    }

    /** One that passes over what it does not know instead of refusing it. */
    static Azurite lenient() {
        return new Azurite(AzuriteServer.startLenient());
    }

    AzuriteServer server() {
        return server;
    }

    /** A new container, as Azure's client sees it. */
    BlobContainerClient newContainer() {
        BlobContainerClient container = new BlobContainerClientBuilder()
                .endpoint(server.endpoint())
                .containerName("test-" + UUID.randomUUID())
                .credential(new StorageSharedKeyCredential(server.account(), server.key()))
                .httpClient(transport)
                .buildClient();
        container.create();
        return container;
    }

    URI location(BlobContainerClient container, String prefix) {
        return URI.create("azure://" + server.account() + "/" + container.getBlobContainerName() + prefix);
    }

    /** A store that proves itself with the account's key, kept in a file of this directory. */
    ObjectStore open(URI location, Path directory, Duration timeout) throws IOException {
        Path file = Files.writeString(directory.resolve("account-key"), server.key() + "\n");
        return open(location, Map.of("account_key_file", file.toString()), timeout);
    }

    ObjectStore open(URI location, Map<String, String> options, Duration timeout) throws StoreException {
        Map<String, String> all = new HashMap<>(options);
        all.put("endpoint", server.endpoint());
        return new AzureObjectStoreProvider().open(location, new StoreSettings(timeout, all), StoreContext.plain());
    }

    @Override
    public void close() {
        transport.close();
        server.close();
    }
}
