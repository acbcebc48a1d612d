package io.pgcairn.storage.s3;

import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/** Credentials from a source that is asked anew when the store calls them expired. Safe for use by several threads. */
final class RenewableCredentials implements AwsCredentialsProvider, AutoCloseable {
    private final Supplier<AwsCredentialsProvider> source;
    private AwsCredentialsProvider current;
    private long generation;

    RenewableCredentials(Supplier<AwsCredentialsProvider> source) {
        this.source = source;
        this.current = source.get();
    }

    /** Asks without holding a lock, since a source may be across the network. */
    @Override
    public AwsCredentials resolveCredentials() {
        return current().resolveCredentials();
    }

    synchronized long generation() {
        return generation;
    }

    /** Forgets what was cached, unless another thread did since {@code seen}: many requests expire at once. */
    synchronized void renew(long seen) {
        if (generation == seen) {
            close(current);
            current = source.get();
            generation++;
        }
    }

    private synchronized AwsCredentialsProvider current() {
        return current;
    }

    @Override
    public synchronized void close() {
        close(current);
    }

    private static void close(AwsCredentialsProvider provider) {
        if (provider instanceof SdkAutoCloseable closeable) {
            closeable.close();
        }
    }
}
