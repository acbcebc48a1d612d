package io.pgcairn.storage.gcs;

import com.google.api.client.http.HttpRequest;
import com.google.api.client.http.HttpRequestInitializer;
import com.google.auth.http.HttpCredentialsAdapter;
import com.google.auth.oauth2.GoogleCredentials;
import java.io.IOException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Adds a token to each request, and fetches one when there is none that is valid. After an answer of 401 the request is
 * made once more with a fresh token. Safe for use by several threads.
 */
final class Signing implements HttpRequestInitializer {
    private final HttpRequestInitializer first;
    private final GcsCredentials.Source source;
    private final ReentrantLock lock = new ReentrantLock();

    // Guarded by lock.
    private @Nullable GoogleCredentials current;
    private @Nullable HttpCredentialsAdapter adapter;

    Signing(HttpRequestInitializer first, GcsCredentials.Source source) {
        this.first = first;
        this.source = source;
    }

    @Override
    public void initialize(HttpRequest request) throws IOException {
        first.initialize(request);
        try {
            adapter().initialize(request);
        } catch (IOException e) {
            throw new SigningException(e);
        }
    }

    /** Credentials are looked for at the first request: a machine's own are behind a request, too. */
    private HttpCredentialsAdapter adapter() throws IOException {
        lock.lock();
        try {
            GoogleCredentials credentials = source.find();
            HttpCredentialsAdapter found = adapter;
            if (found == null || credentials != current) {
                found = new HttpCredentialsAdapter(credentials);
                adapter = found;
                current = credentials;
            }
            return found;
        } finally {
            lock.unlock();
        }
    }
}
