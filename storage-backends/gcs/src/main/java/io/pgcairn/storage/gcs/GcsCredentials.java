package io.pgcairn.storage.gcs;

import com.google.api.client.json.GenericJson;
import com.google.api.client.json.JsonObjectParser;
import com.google.api.client.json.gson.GsonFactory;
import com.google.api.services.storage.StorageScopes;
import com.google.auth.http.HttpTransportFactory;
import com.google.auth.oauth2.ExternalAccountCredentials;
import com.google.auth.oauth2.GoogleCredentials;
import com.google.auth.oauth2.ImpersonatedCredentials;
import com.google.auth.oauth2.ServiceAccountCredentials;
import com.google.auth.oauth2.UserCredentials;
import io.pgcairn.storage.InvalidStoreSettingsException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where credentials come from. */
final class GcsCredentials {
    private GcsCredentials() {}

    /** Finds credentials, the first time perhaps with a request. Used by one thread at a time. */
    @FunctionalInterface
    interface Source {
        GoogleCredentials find() throws IOException;
    }

    /**
     * Reads a file at once, and again when it changes; looks for a machine's own credentials when they are asked for.
     *
     * @throws InvalidStoreSettingsException the file holds no credentials
     */
    static Source of(GcsLocation location, GcsSettings.Identity identity, HttpTransportFactory transports)
            throws InvalidStoreSettingsException {
        if (identity.credentialsFile().isEmpty()) {
            return new FoundOnce(() -> ready(GoogleCredentials.getApplicationDefault(transports), identity.project()));
        }
        Path file = identity.credentialsFile().get();
        try {
            return new CredentialsFile(file, json -> ready(read(json, transports), identity.project()));
        } catch (IOException | IllegalArgumentException e) {
            // No cause: a parser's message may quote the private key.
            throw new InvalidStoreSettingsException(
                    "the store " + location + " has credentials_file: " + file + ", which holds no credentials",
                    "give the JSON key of a service account, or the configuration of a workload identity federation",
                    null);
        }
    }

    /** A machine's own credentials. */
    private static final class FoundOnce implements Source {
        private final Source source;
        private @Nullable GoogleCredentials found;

        FoundOnce(Source source) {
            this.source = source;
        }

        @Override
        public GoogleCredentials find() throws IOException {
            GoogleCredentials known = found;
            if (known == null) {
                known = source.find();
                found = known;
            }
            return known;
        }
    }

    private static GoogleCredentials ready(GoogleCredentials credentials, Optional<String> project) {
        GoogleCredentials scoped = credentials.createScoped(StorageScopes.DEVSTORAGE_READ_WRITE);
        // Retries are ours: those of the client would outlast a call's deadline.
        GoogleCredentials once = scoped instanceof ServiceAccountCredentials account
                ? account.createWithCustomRetryStrategy(false)
                : scoped;
        return project.isPresent() ? once.createWithQuotaProject(project.get()) : once;
    }

    /** By the type that the file names: the client's own choice among all types is deprecated as a risk. */
    private static GoogleCredentials read(byte[] json, HttpTransportFactory transports) throws IOException {
        return switch (typeOf(json)) {
            case "service_account" -> ServiceAccountCredentials.fromStream(new ByteArrayInputStream(json), transports);
            case "external_account" ->
                ExternalAccountCredentials.fromStream(new ByteArrayInputStream(json), transports);
            case "impersonated_service_account" ->
                ImpersonatedCredentials.fromStream(new ByteArrayInputStream(json), transports);
            case "authorized_user" -> UserCredentials.fromStream(new ByteArrayInputStream(json), transports);
            default -> throw new IOException("credentials of an unknown type");
        };
    }

    private static String typeOf(byte[] json) throws IOException {
        try (InputStream in = new ByteArrayInputStream(json)) {
            GenericJson parsed = new JsonObjectParser(GsonFactory.getDefaultInstance())
                    .parseAndClose(in, StandardCharsets.UTF_8, GenericJson.class);
            return parsed.get("type") instanceof String type ? type : "";
        }
    }
}
