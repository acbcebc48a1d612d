package io.pgcairn.storage.gcs;

import com.google.api.client.http.HttpRequestInitializer;
import com.google.api.client.http.HttpTransport;
import com.google.api.client.http.javanet.NetHttpTransport;
import com.google.api.client.json.gson.GsonFactory;
import com.google.api.services.storage.Storage;
import io.pgcairn.storage.InvalidStoreSettingsException;
import io.pgcairn.storage.ObjectStore;
import io.pgcairn.storage.StoreContext;
import io.pgcairn.storage.StoreSettings;
import io.pgcairn.storage.remote.RemoteObjectStore;
import io.pgcairn.storage.remote.RemoteTimeouts;
import io.pgcairn.storage.remote.StoreProxy;
import io.pgcairn.storage.remote.TrustedAuthorities;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.Set;

/** Google's client, set up so that a call is one request. */
final class GcsClient {
    /** Where a machine of Google's is told who it is. */
    private static final Set<String> METADATA = Set.of("metadata.google.internal", "metadata");

    private GcsClient() {}

    static ObjectStore open(GcsSettings gcs, StoreSettings settings, StoreContext context)
            throws InvalidStoreSettingsException {
        HttpTransport transport = transport(gcs);
        OneTry oneTry = new OneTry(RemoteTimeouts.within(settings.timeout()));
        HttpRequestInitializer signing = gcs.identity().isAnonymous()
                ? oneTry
                : new Signing(oneTry, GcsCredentials.of(gcs.location(), gcs.identity(), () -> transport));
        Storage storage = new Storage.Builder(transport, GsonFactory.getDefaultInstance(), signing)
                .setRootUrl(gcs.endpoint())
                .setServicePath("storage/v1/")
                .setBatchPath("batch/storage/v1")
                .setApplicationName("pgcairn")
                .build();
        // A session's address is a secret that stands for credentials; ours are not sent where it points.
        GcsRequests requests =
                new GcsRequests(storage, signing, transport.createRequestFactory(oneTry), gcs, context.kinds());
        return new RemoteObjectStore(new GcsObjects(requests, gcs), settings, context);
    }

    static HttpTransport transport(GcsSettings gcs) throws InvalidStoreSettingsException {
        NetHttpTransport.Builder builder = new NetHttpTransport.Builder();
        gcs.proxy().ifPresent(address -> {
            StoreProxy proxy = new StoreProxy(address, URI.create(gcs.endpoint()), METADATA);
            builder.setConnectionFactory(
                    url -> (HttpURLConnection) url.openConnection(proxy.to(URI.create(url.toString()))));
        });
        if (gcs.caFile().isPresent()) {
            builder.setSslSocketFactory(
                    TrustedAuthorities.context(gcs.caFile().get()).getSocketFactory());
        }
        return builder.build();
    }
}
