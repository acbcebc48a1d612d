package io.pgcairn.storage.azure;

import com.azure.storage.blob.BlobAsyncClient;
import com.azure.storage.blob.BlobContainerAsyncClient;
import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.StoreException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** A container with the place of our blobs in it, and the one way in which its requests are made. */
record Container(AzureLocation location, BlobContainerAsyncClient client) {
    BlobAsyncClient blob(ObjectKey key) {
        return client.getBlobAsyncClient(location.blobName(key.value()));
    }

    /**
     * Makes a request and waits for its answer.
     *
     * @param attempt what is tried, for the errors
     */
    <T> T ask(Attempt attempt, Mono<T> request) throws StoreException {
        @Nullable T answer;
        try {
            answer = request.block();
        } catch (RuntimeException e) {
            throw AzureErrors.of(attempt, e);
        }
        if (answer == null) {
            throw AzureErrors.noAnswer(attempt);
        }
        return answer;
    }

    Attempt attempt(String verb, ObjectKey key) {
        return new Attempt(verb, location + "/" + key, false);
    }

    Attempt attempt(String verb) {
        return new Attempt(verb, location.toString(), false);
    }
}
