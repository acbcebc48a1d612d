package io.pgcairn.storage.azure;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.storage.blob.BlobAsyncClient;
import com.azure.storage.blob.models.CustomerProvidedKey;
import io.pgcairn.storage.ByteRange;
import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.StoreException;
import io.pgcairn.storage.remote.AnsweredRange;
import io.pgcairn.storage.remote.RemoteBody;
import java.io.InputStream;
import java.util.Optional;

/**
 * Gets blobs with a request of our own through the client's signing pipeline. The client's way to read a blob as a
 * stream makes a request for each few megabytes, or passes every buffer through another thread.
 */
final class BlobReader {
    private static final HttpHeaderName RANGE = HttpHeaderName.fromString("x-ms-range");
    private static final HttpHeaderName VERSION = HttpHeaderName.fromString("x-ms-version");
    private static final HttpHeaderName KEY = HttpHeaderName.fromString("x-ms-encryption-key");
    private static final HttpHeaderName KEY_SHA256 = HttpHeaderName.fromString("x-ms-encryption-key-sha256");
    private static final HttpHeaderName KEY_ALGORITHM = HttpHeaderName.fromString("x-ms-encryption-algorithm");
    private static final int OK = 200;
    private static final int PARTIAL = 206;
    private static final int PAST_THE_END = 416;

    private final Container container;
    private final Optional<CustomerProvidedKey> customerKey;

    BlobReader(Container container, Optional<Secret> customerKey) {
        this.container = container;
        this.customerKey = customerKey.map(key -> new CustomerProvidedKey(key.text()));
    }

    RemoteBody get(ObjectKey key, ByteRange range, Optional<String> version) throws StoreException {
        Attempt attempt = container.attempt("get", key);
        HttpRequest request = request(container.blob(key), range, version);
        HttpResponse response =
                container.ask(attempt, container.client().getHttpPipeline().send(request));
        int status = response.getStatusCode();
        if (status == OK || status == PARTIAL) {
            return body(attempt, range, response);
        }
        try (response) {
            if (status == PAST_THE_END) {
                return new RemoteBody(InputStream.nullInputStream(), 0, version.orElse(""));
            }
            throw AzureErrors.of(attempt, status, AzureErrors.codeIn(response), null);
        }
    }

    private RemoteBody body(Attempt attempt, ByteRange range, HttpResponse response) throws StoreException {
        String length = response.getHeaders().getValue(HttpHeaderName.CONTENT_LENGTH);
        String tag = response.getHeaders().getValue(HttpHeaderName.ETAG);
        String got = response.getHeaders().getValue(HttpHeaderName.CONTENT_RANGE);
        if (length == null || tag == null || !AnsweredRange.fits(range, got)) {
            response.close();
            throw AzureErrors.noAnswer(attempt);
        }
        InputStream stream = container.ask(attempt, response.getBodyAsInputStream());
        return new RemoteBody(stream, Long.parseLong(length), tag);
    }

    private HttpRequest request(BlobAsyncClient blob, ByteRange range, Optional<String> version) {
        HttpRequest request = new HttpRequest(HttpMethod.GET, blob.getBlobUrl())
                // Azure's signer takes a header that is not there for the word "null".
                .setHeader(HttpHeaderName.CONTENT_LENGTH, "0")
                .setHeader(VERSION, blob.getServiceVersion().getVersion());
        if (!range.equals(ByteRange.ALL)) {
            request.setHeader(RANGE, "bytes=" + range.offset() + "-" + last(range));
        }
        version.ifPresent(tag -> request.setHeader(HttpHeaderName.IF_MATCH, tag));
        customerKey.ifPresent(key -> request.setHeader(KEY, key.getKey())
                .setHeader(KEY_SHA256, key.getKeySha256())
                .setHeader(KEY_ALGORITHM, key.getEncryptionAlgorithm().toString()));
        return request;
    }

    /** Empty where the range reaches to the end, as does one whose last byte has no number. */
    private static String last(ByteRange range) {
        boolean isOpen = range.isOpenEnded() || range.length() > Long.MAX_VALUE - range.offset();
        return isOpen ? "" : Long.toString(range.offset() + range.length() - 1);
    }
}
