package io.pgcairn.storage.azure;

import com.azure.core.http.HttpPipelineCallContext;
import com.azure.core.http.HttpPipelineNextPolicy;
import com.azure.core.http.HttpPipelineNextSyncPolicy;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.policy.HttpPipelinePolicy;
import io.pgcairn.storage.InvalidStoreSettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import reactor.core.publisher.Mono;

/** Reads a secret's file again when it has changed, before a request is signed. A file without sense is ignored. */
final class CurrentSecret implements HttpPipelinePolicy {
    private static final long PAUSE = Duration.ofSeconds(1).toNanos();

    private final Path file;
    private final Pattern form;
    private final Consumer<String> taker;
    private final AtomicLong lastLook = new AtomicLong(System.nanoTime());
    private volatile String current;

    private CurrentSecret(Path file, Pattern form, String current, Consumer<String> taker) {
        this.file = file;
        this.form = form;
        this.current = current;
        this.taker = taker;
    }

    /**
     * A secret that follows its file.
     *
     * @param first what the file holds now, from {@link #read}
     * @param taker is told what the file holds from then on
     */
    static CurrentSecret following(Path file, Pattern form, String first, Consumer<String> taker) {
        return new CurrentSecret(file, form, first, taker);
    }

    /** The first line, without a leading question mark that a copied signature brings along. */
    static String read(Path file, Pattern form) throws InvalidStoreSettingsException {
        try {
            String line = Files.readString(file).lines().findFirst().orElse("").strip();
            String secret = line.startsWith("?") ? line.substring(1) : line;
            if (form.matcher(secret).matches()) {
                return secret;
            }
        } catch (IOException e) {
            throw new InvalidStoreSettingsException(
                    "the file " + file + " cannot be read", "let pgcairn's user read it", e);
        }
        throw new InvalidStoreSettingsException(
                "the first line of " + file + " is not what Azure's portal shows",
                "copy the key or the signature into it, whole and on one line",
                null);
    }

    @Override
    public Mono<HttpResponse> process(HttpPipelineCallContext context, HttpPipelineNextPolicy next) {
        look();
        return next.process();
    }

    @Override
    public HttpResponse processSync(HttpPipelineCallContext context, HttpPipelineNextSyncPolicy next) {
        look();
        return next.processSync();
    }

    private void look() {
        long before = lastLook.get();
        long now = System.nanoTime();
        if (now - before < PAUSE || !lastLook.compareAndSet(before, now)) {
            return;
        }
        try {
            String found = read(file, form);
            if (!found.equals(current)) {
                taker.accept(found);
                current = found;
            }
        } catch (InvalidStoreSettingsException e) {
            // The file is being replaced; the secret at hand is used until there is another, or refused by Azure.
        }
    }
}
