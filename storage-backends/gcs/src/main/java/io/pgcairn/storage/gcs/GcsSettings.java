package io.pgcairn.storage.gcs;

import io.pgcairn.storage.InvalidStoreSettingsException;
import io.pgcairn.storage.StoreOptions;
import io.pgcairn.storage.StoreSettings;
import io.pgcairn.storage.remote.PartRules;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What is configured, checked, without a request and without Google's client.
 *
 * @param endpoint where the JSON API is, with a slash at its end
 * @param identity who asks
 * @param userProject who is billed
 */
record GcsSettings(
        GcsLocation location,
        String endpoint,
        Identity identity,
        Optional<String> userProject,
        Optional<String> kmsKey,
        Optional<CustomerKey> customerKey,
        StorageClasses storageClasses,
        int partBytes,
        Optional<InetSocketAddress> proxy,
        Optional<Path> caFile) {
    /** What parts of a resumable upload are multiples of, as Google demands. */
    static final int PART_MULTIPLE = 256 << 10;

    private static final int MOST_PART = 256 << 20;
    private static final String GOOGLE = "https://storage.googleapis.com/";

    /**
     * Who asks.
     *
     * @param credentialsFile a key or a configuration; empty for application default credentials
     * @param project whose quota is used; empty for that of the credentials
     */
    record Identity(boolean isAnonymous, Optional<Path> credentialsFile, Optional<String> project) {}

    static GcsSettings read(URI location, StoreSettings settings) throws InvalidStoreSettingsException {
        GcsLocation at = GcsLocation.parse(location);
        StoreOptions options = StoreOptions.of(location, settings, GcsOptions.ALL);
        Identity identity = identity(at, options);
        Optional<CustomerKey> customerKey = CustomerKey.read(options);
        Optional<String> kmsKey = options.text(GcsOptions.KMS_KEY);
        if (customerKey.isPresent() && kmsKey.isPresent()) {
            throw new InvalidStoreSettingsException(
                    "the store " + at + " has both customer_key_file and kms_key", "give one of them", null);
        }
        return new GcsSettings(
                at,
                endpoint(at, options, !identity.isAnonymous() || customerKey.isPresent()),
                identity,
                options.text(GcsOptions.USER_PROJECT),
                kmsKey,
                customerKey,
                StorageClasses.read(options),
                partBytes(options),
                proxy(options),
                options.file(GcsOptions.CA_FILE));
    }

    private static Identity identity(GcsLocation at, StoreOptions options) throws InvalidStoreSettingsException {
        Identity identity = new Identity(
                options.flag(GcsOptions.ANONYMOUS, false),
                options.file(GcsOptions.CREDENTIALS_FILE),
                options.text(GcsOptions.PROJECT));
        if (identity.isAnonymous() && identity.credentialsFile().isPresent()) {
            throw new InvalidStoreSettingsException(
                    "the store " + at + " has credentials_file and is anonymous", "give one of them", null);
        }
        options.requireEffect(
                GcsOptions.PROJECT, !identity.isAnonymous(), "give credentials instead of anonymous: true");
        return identity;
    }

    private static int partBytes(StoreOptions options) throws InvalidStoreSettingsException {
        long bytes = options.bytes(GcsOptions.PART_SIZE, PART_MULTIPLE, MOST_PART, PartRules.DEFAULT_PART_BYTES);
        if (bytes % PART_MULTIPLE != 0) {
            throw options.refused(GcsOptions.PART_SIZE, bytes + " bytes", null);
        }
        return (int) bytes;
    }

    private static String endpoint(GcsLocation at, StoreOptions options, boolean hasSecret)
            throws InvalidStoreSettingsException {
        Optional<String> given = options.text(GcsOptions.ENDPOINT);
        if (given.isEmpty()) {
            return GOOGLE;
        }
        URI url = url(given.get()).orElseThrow(() -> options.refused(GcsOptions.ENDPOINT, "not a plain URL", null));
        if (hasSecret && url.getScheme().equals("http") && !isLoopback(url.getHost())) {
            throw new InvalidStoreSettingsException(
                    "the store " + at + " would send a secret over " + url + " in clear text",
                    "use an https endpoint",
                    null);
        }
        return given.get().replaceAll("/+$", "") + "/";
    }

    private static boolean isLoopback(String host) {
        return host.equals("localhost") || host.equals("[::1]") || host.startsWith("127.");
    }

    private static Optional<InetSocketAddress> proxy(StoreOptions options) throws InvalidStoreSettingsException {
        Optional<String> given = options.text(GcsOptions.PROXY);
        if (given.isEmpty()) {
            return Optional.empty();
        }
        URI url = url(given.get())
                .filter(each -> each.getScheme().equals("http") && each.getPort() > 0)
                .orElseThrow(() -> options.refused(GcsOptions.PROXY, "not a host and a port", null));
        return Optional.of(InetSocketAddress.createUnresolved(url.getHost(), url.getPort()));
    }

    /** A URL of scheme, host, port and path, and nothing that could hold a secret. */
    private static Optional<URI> url(String text) {
        try {
            URI url = URI.create(text);
            boolean isPlain = url.getHost() != null
                    && ("http".equals(url.getScheme()) || "https".equals(url.getScheme()))
                    && url.getUserInfo() == null
                    && url.getRawQuery() == null
                    && url.getRawFragment() == null;
            return isPlain ? Optional.of(url) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
