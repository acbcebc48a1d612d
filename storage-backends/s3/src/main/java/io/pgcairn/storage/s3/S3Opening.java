package io.pgcairn.storage.s3;

import io.pgcairn.storage.InvalidStoreSettingsException;
import io.pgcairn.storage.ObjectStore;
import io.pgcairn.storage.StoreContext;
import io.pgcairn.storage.StoreSettings;
import io.pgcairn.storage.remote.RemoteObjectStore;
import io.pgcairn.storage.remote.RemoteTimeouts;
import io.pgcairn.storage.remote.TrustedAuthorities;
import java.net.URI;
import java.util.Optional;
import javax.net.ssl.TrustManager;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.http.apache5.ProxyConfiguration;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.AwsProfileRegionProvider;
import software.amazon.awssdk.regions.providers.AwsRegionProviderChain;
import software.amazon.awssdk.regions.providers.SystemSettingsRegionProvider;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.s3.LegacyMd5Plugin;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** Opens a store: makes the client and all it needs. The first class here that loads the SDK. */
final class S3Opening {
    /** Streams that are read keep their connection beside the requests under way, whose number is bounded above. */
    private static final int LEAST_CONNECTIONS = 256;

    private S3Opening() {}

    static ObjectStore open(S3Location place, S3Settings settings, StoreSettings limits, StoreContext context)
            throws InvalidStoreSettingsException {
        return new RemoteObjectStore(objects(place, settings, limits, context), limits, context);
    }

    static S3Objects objects(S3Location place, S3Settings settings, StoreSettings limits, StoreContext context)
            throws InvalidStoreSettingsException {
        RemoteTimeouts timeouts = RemoteTimeouts.within(limits.timeout());
        Region region = region(place, settings);
        SdkHttpClient http = http(settings, timeouts, limits.concurrency());
        RenewableCredentials credentials =
                new RenewableCredentials(new CredentialSource(settings.access(), http, region, timeouts));
        S3Client client = client(settings, timeouts, http, credentials, region);
        S3Calls calls = new S3Calls(client, http, credentials, place.toString());
        S3Requests requests = new S3Requests(place, new NewObject(settings, context), timeouts);
        return new S3Objects(calls, requests, place, settings, context.kinds());
    }

    private static Region region(S3Location place, S3Settings settings) throws InvalidStoreSettingsException {
        if (settings.region().isPresent()) {
            return Region.of(settings.region().get());
        }
        if (settings.endpoint().isPresent()) {
            return Region.US_EAST_1;
        }
        try {
            // Not the whole chain: its last link asks the machine's metadata service, and opening makes no request.
            return new AwsRegionProviderChain(new SystemSettingsRegionProvider(), new AwsProfileRegionProvider())
                    .getRegion();
        } catch (SdkClientException e) {
            throw new InvalidStoreSettingsException(
                    "the store " + place + " has no region", "write region: and the bucket's region", e);
        }
    }

    private static SdkHttpClient http(S3Settings settings, RemoteTimeouts timeouts, int concurrency)
            throws InvalidStoreSettingsException {
        Apache5HttpClient.Builder builder = Apache5HttpClient.builder()
                .connectionTimeout(timeouts.connect())
                .socketTimeout(timeouts.silence())
                .connectionAcquisitionTimeout(timeouts.attempt())
                .maxConnections(Math.max(LEAST_CONNECTIONS, 4 * concurrency))
                .tcpKeepAlive(true)
                .proxyConfiguration(proxy(settings.proxy()));
        if (settings.caFile().isPresent()) {
            TrustManager[] trusted = TrustedAuthorities.with(settings.caFile().get());
            builder.tlsTrustManagersProvider(() -> trusted);
        }
        return builder.build();
    }

    /** The proxy that is configured and no other: what a shell's environment says is no setting of a daemon's. */
    private static ProxyConfiguration proxy(Optional<URI> proxy) {
        ProxyConfiguration.Builder builder =
                ProxyConfiguration.builder().useSystemPropertyValues(false).useEnvironmentVariableValues(false);
        proxy.ifPresent(builder::endpoint);
        return builder.build();
    }

    private static S3Client client(
            S3Settings settings,
            RemoteTimeouts timeouts,
            SdkHttpClient http,
            RenewableCredentials credentials,
            Region region) {
        boolean always = settings.checksums() == S3Settings.Checksums.WHEN_SUPPORTED;
        S3ClientBuilder builder = S3Client.builder()
                .httpClient(http)
                .region(region)
                .credentialsProvider(credentials)
                .forcePathStyle(settings.pathStyle())
                .requestChecksumCalculation(
                        always ? RequestChecksumCalculation.WHEN_SUPPORTED : RequestChecksumCalculation.WHEN_REQUIRED)
                // The SDK compares when a body is read past its end, which nobody here does: the seal proves what came.
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .overrideConfiguration(each -> each.retryStrategy(DefaultRetryStrategy.doNotRetry())
                        .apiCallAttemptTimeout(timeouts.attempt()));
        if (settings.checksums() == S3Settings.Checksums.MD5) {
            builder.addPlugin(LegacyMd5Plugin.create());
        }
        settings.endpoint().ifPresent(builder::endpointOverride);
        return builder.build();
    }
}
