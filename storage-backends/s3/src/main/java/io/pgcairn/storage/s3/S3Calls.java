package io.pgcairn.storage.s3;

import io.pgcairn.storage.StoreException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.services.s3.S3Client;

/** Makes single requests. Safe for use by several threads. */
final class S3Calls implements AutoCloseable {
    private final S3Client client;
    private final SdkHttpClient http;
    private final RenewableCredentials credentials;
    private final String location;
    private volatile boolean isClosed;

    /** All three are closed with this. */
    S3Calls(S3Client client, SdkHttpClient http, RenewableCredentials credentials, String location) {
        this.client = client;
        this.http = http;
        this.credentials = credentials;
        this.location = location;
    }

    String location() {
        return location;
    }

    /**
     * Makes one request; once more where the credentials had expired and there are newer ones.
     *
     * @param object which one; empty for the store as a whole
     */
    <T> T make(Verb verb, String object, Function<S3Client, T> request) throws StoreException {
        long generation = credentials.generation();
        try {
            return request.apply(client);
        } catch (AwsServiceException e) {
            if (S3Errors.isExpired(verb, e)) {
                credentials.renew(generation);
                return again(verb, object, request);
            }
            throw translated(verb, object, e);
        } catch (RuntimeException e) {
            throw translated(verb, object, e);
        }
    }

    private <T> T again(Verb verb, String object, Function<S3Client, T> request) throws StoreException {
        try {
            return request.apply(client);
        } catch (RuntimeException e) {
            throw translated(verb, object, e);
        }
    }

    /**
     * What every answer of a store holds. A page of somebody else with status 200 does not, and must not pass for a
     * success or for an empty listing. Called within a request.
     */
    static <T> T said(@Nullable T value, String what) {
        if (value == null) {
            throw new IllegalStateException("the answer lacks " + what + ": no store answers so");
        }
        return value;
    }

    /** The contract's error for what happened to a request, its body included. */
    StoreException translated(Verb verb, String object, Throwable failure) {
        if (isClosed) {
            return S3Errors.closed("the store " + location);
        }
        return S3Errors.translate(verb, object.isEmpty() ? location : object + " in " + location, failure);
    }

    @Override
    public void close() {
        isClosed = true;
        client.close();
        http.close();
        credentials.close();
    }
}
