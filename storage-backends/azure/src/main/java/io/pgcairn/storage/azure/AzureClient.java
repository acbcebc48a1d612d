package io.pgcairn.storage.azure;

import com.azure.core.credential.AzureNamedKeyCredential;
import com.azure.core.credential.AzureSasCredential;
import com.azure.core.credential.TokenCredential;
import com.azure.core.http.policy.AddHeadersFromContextPolicy;
import com.azure.identity.DefaultAzureCredentialBuilder;
import com.azure.identity.ManagedIdentityCredentialBuilder;
import com.azure.storage.blob.BlobContainerAsyncClient;
import com.azure.storage.blob.BlobContainerClientBuilder;
import com.azure.storage.blob.models.CustomerProvidedKey;
import com.azure.storage.common.policy.RequestRetryOptions;
import com.azure.storage.common.policy.RetryPolicyType;
import io.pgcairn.storage.ObjectStore;
import io.pgcairn.storage.StoreContext;
import io.pgcairn.storage.StoreException;
import io.pgcairn.storage.StoreSettings;
import io.pgcairn.storage.remote.RemoteObjectStore;
import io.pgcairn.storage.remote.RemoteTimeouts;
import io.pgcairn.storage.remote.StoreProxy;
import io.pgcairn.storage.remote.TrustedAuthorities;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Set;
import java.util.regex.Pattern;

/** Makes Azure's client as it is configured. The first class that needs it: the provider is loaded without. */
final class AzureClient {
    private static final Pattern ACCOUNT_KEY = Pattern.compile("[A-Za-z0-9+/]{16,}={0,2}");
    private static final Pattern SIGNATURE = Pattern.compile("(?=(.*&)?sig=)[A-Za-z0-9%&=._:+/,;~-]+");
    private static final long LONGEST_BLOCK = 1L << 30;
    private static final Duration SHORTEST_TRY = Duration.ofSeconds(1);

    private AzureClient() {}

    static ObjectStore open(AzureSettings settings, StoreSettings store, StoreContext context) throws StoreException {
        return new RemoteObjectStore(objects(settings, store, context), store, context);
    }

    /** The requests alone, each made once. */
    static AzureObjects objects(AzureSettings settings, StoreSettings store, StoreContext context)
            throws StoreException {
        RemoteTimeouts timeouts = RemoteTimeouts.within(store.timeout());
        Transport transport = new Transport(http(settings), timeouts);
        try {
            Container container = new Container(settings.location(), client(settings, timeouts, transport));
            UploadOptions options = new UploadOptions(settings.placement(), settings.checksum(), context);
            return new AzureObjects(container, options, settings, transport);
        } catch (StoreException | RuntimeException e) {
            transport.close();
            throw e;
        }
    }

    private static BlobContainerAsyncClient client(AzureSettings settings, RemoteTimeouts timeouts, Transport transport)
            throws StoreException {
        BlobContainerClientBuilder builder = new BlobContainerClientBuilder()
                .endpoint(settings.endpoint())
                .containerName(settings.location().container())
                .httpClient(transport)
                .retryOptions(once(timeouts.attempt(LONGEST_BLOCK)))
                .addPolicy(new AddHeadersFromContextPolicy());
        prove(builder, settings, transport);
        settings.customerKey().ifPresent(key -> builder.customerProvidedKey(new CustomerProvidedKey(key.text())));
        settings.encryptionScope().ifPresent(builder::encryptionScope);
        return builder.buildAsyncClient();
    }

    static HttpClient.Builder http(AzureSettings settings) throws StoreException {
        HttpClient.Builder http = HttpClient.newBuilder();
        settings.proxy()
                .ifPresent(proxy -> http.proxy(new StoreProxy(proxy, URI.create(settings.endpoint()), Set.of())));
        if (settings.caFile().isPresent()) {
            http.sslContext(TrustedAuthorities.context(settings.caFile().get()));
        }
        return http;
    }

    /** The room above makes requests again where that helps, and gives up those that hang. */
    private static RequestRetryOptions once(Duration attempt) {
        Duration longest = attempt.compareTo(SHORTEST_TRY) < 0 ? SHORTEST_TRY : attempt.plus(SHORTEST_TRY);
        return new RequestRetryOptions(RetryPolicyType.FIXED, 1, longest, null, null, null);
    }

    private static void prove(BlobContainerClientBuilder builder, AzureSettings settings, Transport transport)
            throws StoreException {
        switch (settings.credentials()) {
            case Credentials.AccountKey key -> {
                String account = settings.location().account();
                String first = CurrentSecret.read(key.file(), ACCOUNT_KEY);
                AzureNamedKeyCredential credential = new AzureNamedKeyCredential(account, first);
                builder.credential(credential)
                        .addPolicy(CurrentSecret.following(
                                key.file(), ACCOUNT_KEY, first, next -> credential.update(account, next)));
            }
            case Credentials.Signature signature -> {
                String first = CurrentSecret.read(signature.file(), SIGNATURE);
                AzureSasCredential credential = new AzureSasCredential(first);
                builder.credential(credential)
                        .addPolicy(CurrentSecret.following(signature.file(), SIGNATURE, first, credential::update));
            }
            case Credentials.Identity identity -> builder.credential(token(identity, transport));
        }
    }

    private static TokenCredential token(Credentials.Identity identity, Transport transport) {
        if (identity.managedClientId().isPresent()) {
            return new ManagedIdentityCredentialBuilder()
                    .clientId(identity.managedClientId().get())
                    .httpClient(transport)
                    .build();
        }
        DefaultAzureCredentialBuilder builder = new DefaultAzureCredentialBuilder().httpClient(transport);
        identity.tenant().ifPresent(builder::tenantId);
        return builder.build();
    }
}
