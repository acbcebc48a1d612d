package io.pgcairn.storage.gcs;

import com.google.api.client.googleapis.json.GoogleJsonResponseException;
import com.google.api.client.http.EmptyContent;
import com.google.api.client.http.GenericUrl;
import com.google.api.client.http.HttpContent;
import com.google.api.client.http.HttpRequest;
import com.google.api.client.http.HttpRequestFactory;
import com.google.api.client.http.HttpResponse;
import com.google.api.client.http.HttpResponseException;
import com.google.api.client.json.JsonObjectParser;
import com.google.api.client.json.gson.GsonFactory;
import com.google.api.services.storage.model.StorageObject;
import io.pgcairn.storage.remote.RemoteTarget;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The requests of Google's resumable protocol, each made once. The object appears when a request names the total
 * length and all bytes are there, and never otherwise. Its address is a secret.
 */
final class ResumableSession {
    private static final Pattern KEPT = Pattern.compile("bytes=0-(\\d{1,18})");
    private static final String UNKNOWN = "*";

    private final HttpRequestFactory requests;
    private final GenericUrl address;

    private ResumableSession(HttpRequestFactory requests, GenericUrl address) {
        this.requests = requests;
        this.address = address;
    }

    static ResumableSession begin(GcsRequests requests, RemoteTarget target) throws IOException {
        HttpResponse response = execute(requests.beginSession(target));
        try {
            String address = response.getHeaders().getLocation();
            if (!response.isSuccessStatusCode()) {
                throw refusal(response);
            }
            if (address == null) {
                throw new IOException("an answer to the beginning of an upload names no session");
            }
            return new ResumableSession(requests.sessions(), new GenericUrl(address, true));
        } finally {
            response.ignore();
        }
    }

    /** Sends bytes that are not the last. */
    SessionState send(HttpContent bytes, long from) throws IOException {
        return put(bytes, range(from, bytes.getLength()) + "/" + UNKNOWN, Optional.empty());
    }

    /** Sends the last bytes, perhaps none, and makes the object appear. */
    SessionState finish(HttpContent bytes, long from, String hash) throws IOException {
        return put(bytes, range(from, bytes.getLength()) + "/" + (from + bytes.getLength()), Optional.of(hash));
    }

    /** Asks how far it got. */
    SessionState ask() throws IOException {
        return put(new EmptyContent(), "bytes */" + UNKNOWN, Optional.empty());
    }

    /** Makes Google forget it; one that Google does not know (any more) is no error. */
    void cancel() throws IOException {
        HttpResponse response = execute(requests.buildDeleteRequest(address));
        int status = response.getStatusCode();
        boolean isCancelled = status == 499 || status == 404 || status == 410 || response.isSuccessStatusCode();
        try {
            if (!isCancelled) {
                throw refusal(response);
            }
        } finally {
            response.ignore();
        }
    }

    private SessionState put(HttpContent bytes, String range, Optional<String> hash) throws IOException {
        HttpRequest request = requests.buildPutRequest(address, bytes);
        request.setParser(new JsonObjectParser(GsonFactory.getDefaultInstance()));
        request.getHeaders().setContentRange(range);
        hash.ifPresent(value -> request.getHeaders().set("x-goog-hash", value));
        HttpResponse response = execute(request);
        if (response.isSuccessStatusCode()) {
            return new SessionState.Finished(response.parseAs(StorageObject.class));
        }
        try {
            if (response.getStatusCode() == 308) {
                return new SessionState.Kept(kept(response.getHeaders().getRange()));
            }
            throw refusal(response);
        } finally {
            response.ignore();
        }
    }

    private static HttpResponse execute(HttpRequest request) throws IOException {
        return request.setThrowExceptionOnExecuteError(false).execute();
    }

    /** Without the header Google keeps nothing yet. */
    private static long kept(@Nullable String range) throws IOException {
        if (range == null) {
            return 0;
        }
        Matcher matcher = KEPT.matcher(range);
        if (!matcher.matches()) {
            throw new IOException("a session keeps " + range);
        }
        return Long.parseLong(matcher.group(1)) + 1;
    }

    private static String range(long from, long length) {
        return "bytes " + (length == 0 ? UNKNOWN : from + "-" + (from + length - 1));
    }

    /** Without the sentence that the client makes of it, which repeats the address. */
    private static IOException refusal(HttpResponse response) {
        GoogleJsonResponseException told = GoogleJsonResponseException.from(GsonFactory.getDefaultInstance(), response);
        HttpResponseException.Builder silent = new HttpResponseException.Builder(
                        told.getStatusCode(), told.getStatusMessage(), told.getHeaders())
                .setContent(told.getContent())
                .setMessage("status " + told.getStatusCode() + " to a request of a resumable upload");
        return new GoogleJsonResponseException(silent, told.getDetails());
    }
}
