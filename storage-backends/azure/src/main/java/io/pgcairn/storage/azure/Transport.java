package io.pgcairn.storage.azure;

import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpHeader;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.util.BinaryData;
import io.pgcairn.storage.remote.PartBody;
import io.pgcairn.storage.remote.RemoteTimeouts;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.reactivestreams.FlowAdapters;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.util.context.ContextView;

/**
 * Carries Azure's requests over the JDK's HTTP client. Azure's own adapter to it fetches hundreds of buffers ahead of a
 * reader and takes a reader's pause for the server's silence; here a body is fetched as it is read, and each read has a
 * limit of its own. Cancelling a request closes its connection.
 */
final class Transport implements HttpClient, AutoCloseable {
    /** What the JDK's client sets by itself and lets nobody else set. */
    private static final Set<String> RESERVED = Set.of("connection", "content-length", "expect", "host", "upgrade");

    private final java.net.http.HttpClient client;
    private final RemoteTimeouts timeouts;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Scheduler scheduler = Schedulers.fromExecutorService(threads);

    /** @param client made ready but for its connect timeout, its protocol and its threads */
    Transport(java.net.http.HttpClient.Builder client, RemoteTimeouts timeouts) {
        this.client = client.version(java.net.http.HttpClient.Version.HTTP_1_1)
                .connectTimeout(timeouts.connect())
                .followRedirects(java.net.http.HttpClient.Redirect.NEVER)
                .executor(threads)
                .build();
        this.timeouts = timeouts;
    }

    @Override
    public Mono<HttpResponse> send(HttpRequest request) {
        // What follows an answer may read its body, so it does not run on the few threads that all programs share.
        return Mono.deferContextual(context -> Mono.fromFuture(
                        () -> client.sendAsync(translated(request, moving(context)), BodyHandlers.ofInputStream())))
                .publishOn(scheduler)
                .map(response -> answer(request, response));
    }

    /** What is told that a body moves; nothing where none of ours is sent. */
    private static Runnable moving(ContextView context) {
        return context.<PartBody>getOrEmpty(PartBody.class)
                .<Runnable>map(body -> body::moved)
                .orElse(() -> {});
    }

    private HttpResponse answer(HttpRequest request, java.net.http.HttpResponse<InputStream> response) {
        return new TransportResponse(request, response, new BoundedStream(response.body(), timeouts.silence()));
    }

    private java.net.http.HttpRequest translated(HttpRequest request, Runnable moved) {
        String length = request.getHeaders().getValue(HttpHeaderName.CONTENT_LENGTH);
        java.net.http.HttpRequest.Builder builder = java.net.http.HttpRequest.newBuilder(
                        URI.create(request.getUrl().toString()))
                .timeout(timeouts.attempt(length == null ? 0 : Long.parseLong(length)));
        if (request.getHttpMethod() == HttpMethod.GET) {
            // Given as any other method, it would announce a body of no bytes.
            builder.GET();
        } else {
            builder.method(request.getHttpMethod().toString(), body(request, moved));
        }
        for (HttpHeader header : request.getHeaders()) {
            if (!RESERVED.contains(header.getName().toLowerCase(Locale.ROOT))) {
                header.getValuesList().forEach(value -> builder.header(header.getName(), value));
            }
        }
        return builder.build();
    }

    private static java.net.http.HttpRequest.BodyPublisher body(HttpRequest request, Runnable moved) {
        BinaryData body = request.getBodyAsBinaryData();
        String length = request.getHeaders().getValue(HttpHeaderName.CONTENT_LENGTH);
        if (body == null || "0".equals(length)) {
            return java.net.http.HttpRequest.BodyPublishers.noBody();
        }
        Flux<java.nio.ByteBuffer> bytes = body.toFluxByteBuffer().doOnNext(piece -> moved.run());
        return length == null
                ? java.net.http.HttpRequest.BodyPublishers.fromPublisher(FlowAdapters.toFlowPublisher(bytes))
                : java.net.http.HttpRequest.BodyPublishers.fromPublisher(
                        FlowAdapters.toFlowPublisher(bytes), Long.parseLong(length));
    }

    /** Ends every request at once. */
    @Override
    public void close() {
        client.shutdownNow();
        scheduler.dispose();
        threads.shutdownNow();
    }
}
