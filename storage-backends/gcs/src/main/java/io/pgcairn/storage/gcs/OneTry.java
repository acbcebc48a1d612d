package io.pgcairn.storage.gcs;

import com.google.api.client.http.HttpRequest;
import com.google.api.client.http.HttpRequestInitializer;
import io.pgcairn.storage.remote.RemoteTimeouts;
import java.time.Duration;

/** Lets a request be made once, within limits, and follow nobody elsewhere. */
record OneTry(RemoteTimeouts timeouts) implements HttpRequestInitializer {
    @Override
    public void initialize(HttpRequest request) {
        request.setConnectTimeout(millis(timeouts.connect()));
        request.setReadTimeout(millis(timeouts.silence()));
        // What could make it again are fresh credentials after a 401, see Signing, and nothing else.
        request.setNumberOfRetries(1);
        request.setFollowRedirects(false);
        // The bytes as they are stored: a length that is announced must be the length that comes.
        request.getHeaders().setAcceptEncoding(null);
        request.setLoggingEnabled(false);
        request.setCurlLoggingEnabled(false);
    }

    /** At least 1: to the client 0 means for ever. */
    private static int millis(Duration duration) {
        return Math.clamp(duration.toMillis(), 1, Integer.MAX_VALUE);
    }
}
