package io.pgcairn.storage.gcs;

import com.google.api.client.http.HttpHeaders;
import com.google.api.client.http.HttpResponse;
import com.google.api.client.http.HttpResponseException;
import com.google.api.services.storage.Storage;
import io.pgcairn.storage.ByteRange;
import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.StoreException;
import io.pgcairn.storage.StoreUnavailableException;
import io.pgcairn.storage.remote.AnsweredRange;
import io.pgcairn.storage.remote.RemoteBody;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Opens the bytes of objects. Safe for use by several threads. */
final class Bodies {
    private static final char AFTER_GENERATION = '/';

    private final GcsRequests requests;
    private final DamagedBodies damaged = new DamagedBodies();
    private final AtomicLong opened = new AtomicLong();

    Bodies(GcsRequests requests) {
        this.requests = requests;
    }

    /** @param version a generation, and the number of the first body that was opened of it */
    RemoteBody open(ObjectKey key, ByteRange range, Optional<String> version, String what) throws IOException {
        if (version.isPresent() && damaged.has(version.get())) {
            throw new StoreUnavailableException(what + ": the bytes were damaged on their way", "", null);
        }
        Storage.Objects.Get get = requests.getMedia(key);
        version.ifPresent(known -> get.setGeneration(generation(known)));
        if (!range.equals(ByteRange.ALL)) {
            get.getRequestHeaders().setRange(header(range));
        }
        try {
            return body(get.executeMedia(), range, version, what);
        } catch (HttpResponseException e) {
            if (e.getStatusCode() == 416) {
                return new RemoteBody(InputStream.nullInputStream(), 0, version.orElse(""));
            }
            throw e;
        }
    }

    /** What a 404 to a generation means. */
    static StoreException another(String what, IOException e) {
        return new StoreUnavailableException(what + ": the object was replaced or deleted while it was read", "", e);
    }

    private RemoteBody body(HttpResponse response, ByteRange range, Optional<String> known, String what)
            throws IOException {
        HttpHeaders headers = response.getHeaders();
        Long length = headers.getContentLength();
        String generation = headers.getFirstHeaderStringValue("x-goog-generation");
        boolean isWhole = range.equals(ByteRange.ALL);
        boolean isAsked = response.getStatusCode() == (isWhole ? 200 : 206)
                && AnsweredRange.fits(range, headers.getContentRange());
        if (length == null || generation == null || !isAsked) {
            response.disconnect();
            throw new IOException("an answer " + response.getStatusCode() + " without length, generation or range");
        }
        String version = known.orElse(generation + AFTER_GENERATION + opened.incrementAndGet());
        Optional<String> crc32c =
                isWhole ? Checksum.inHeaders(headers.getHeaderStringValues("x-goog-hash")) : Optional.empty();
        return new RemoteBody(
                new BodyStream(response, length, crc32c, what, () -> damaged.add(version)), length, version);
    }

    private static long generation(String version) {
        return Long.parseLong(version.substring(0, version.indexOf(AFTER_GENERATION)));
    }

    private static String header(ByteRange range) {
        boolean hasEnd = !range.isOpenEnded() && range.length() - 1 <= Long.MAX_VALUE - range.offset();
        return "bytes=" + range.offset() + "-" + (hasEnd ? range.offset() + range.length() - 1 : "");
    }
}
