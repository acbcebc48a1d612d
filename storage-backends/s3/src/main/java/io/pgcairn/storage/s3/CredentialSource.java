package io.pgcairn.storage.s3;

import io.pgcairn.storage.remote.RemoteTimeouts;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.StsClientBuilder;
import software.amazon.awssdk.services.sts.auth.StsWebIdentityTokenFileCredentialsProvider;

/**
 * Makes what gives credentials, with nothing cached in it yet.
 *
 * @param access whose credentials
 * @param http what requests for credentials go through, so that proxy and authorities hold for them too
 */
record CredentialSource(Access access, SdkHttpClient http, Region region, RemoteTimeouts timeouts)
        implements Supplier<AwsCredentialsProvider> {

    private static final String SESSION = "pgcairn";

    @Override
    public AwsCredentialsProvider get() {
        return switch (access) {
            case Access.FromEnvironment environment ->
                DefaultCredentialsProvider.builder().build();
            case Access.FromProfile profile ->
                ProfileCredentialsProvider.builder().profileName(profile.name()).build();
            case Access.FromFiles files -> new KeyFileCredentials(files);
            case Access.FromWebIdentity identity -> webIdentity(identity);
            case Access.Anonymous nobody -> AnonymousCredentialsProvider.create();
        };
    }

    private AwsCredentialsProvider webIdentity(Access.FromWebIdentity identity) {
        StsClientBuilder sts = StsClient.builder()
                .httpClient(http)
                .region(region)
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .overrideConfiguration(each -> each.retryStrategy(DefaultRetryStrategy.doNotRetry())
                        .apiCallAttemptTimeout(timeouts.attempt()));
        identity.stsEndpoint().ifPresent(sts::endpointOverride);
        return StsWebIdentityTokenFileCredentialsProvider.builder()
                .stsClient(sts.build())
                .roleArn(identity.roleArn())
                .roleSessionName(SESSION)
                .webIdentityTokenFile(identity.token())
                .build();
    }
}
