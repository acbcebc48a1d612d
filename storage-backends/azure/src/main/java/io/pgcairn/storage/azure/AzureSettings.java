package io.pgcairn.storage.azure;

import io.pgcairn.storage.InvalidStoreSettingsException;
import io.pgcairn.storage.StoreOptions;
import io.pgcairn.storage.StoreSettings;
import io.pgcairn.storage.remote.PartRules;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;

/**
 * What is configured, checked, without a request and without Azure's client.
 *
 * @param endpoint where the account's blobs are, without a slash at its end
 * @param customerKey 32 bytes in base64 that Azure encrypts with
 */
record AzureSettings(
        AzureLocation location,
        String endpoint,
        Credentials credentials,
        Optional<Secret> customerKey,
        Optional<String> encryptionScope,
        Placement placement,
        SentChecksum checksum,
        int partBytes,
        Optional<InetSocketAddress> proxy,
        Optional<Path> caFile) {
    private static final int LEAST_PART = 1 << 20;
    private static final int MOST_PART = 256 << 20;
    private static final int CUSTOMER_KEY_BYTES = 32;

    static AzureSettings read(AzureLocation at, URI location, StoreSettings settings)
            throws InvalidStoreSettingsException {
        StoreOptions options = StoreOptions.of(location, settings, AzureOptions.ALL);
        Credentials credentials = Credentials.read(options);
        Optional<Secret> customerKey = customerKey(options);
        Optional<String> scope = options.text(AzureOptions.ENCRYPTION_SCOPE);
        if (customerKey.isPresent() && scope.isPresent()) {
            throw new InvalidStoreSettingsException(
                    "the store " + at + " has both customer_key_file and encryption_scope", "give one of them", null);
        }
        String endpoint = endpoint(options, at, credentials, customerKey.isPresent());
        // Where TLS proves nothing, whoever answers may be an emulator.
        SentChecksum usual = endpoint.startsWith("https:") ? SentChecksum.CRC64 : SentChecksum.MD5;
        return new AzureSettings(
                at,
                endpoint,
                credentials,
                customerKey,
                scope,
                Placement.read(options),
                options.choice(AzureOptions.CHECKSUMS, SentChecksum.class, usual),
                (int) options.bytes(AzureOptions.PART_SIZE, LEAST_PART, MOST_PART, PartRules.DEFAULT_PART_BYTES),
                proxy(options),
                options.file(AzureOptions.CA_FILE));
    }

    private static String endpoint(StoreOptions options, AzureLocation at, Credentials credentials, boolean hasKey)
            throws InvalidStoreSettingsException {
        Optional<String> given = options.text(AzureOptions.ENDPOINT);
        if (given.isEmpty()) {
            return "https://" + at.account() + ".blob.core.windows.net";
        }
        URI url = url(given.get()).orElseThrow(() -> options.refused(AzureOptions.ENDPOINT, "not a plain URL", null));
        boolean isPlain = "http".equals(url.getScheme());
        if (!isPlain && !"https".equals(url.getScheme())) {
            throw options.refused(AzureOptions.ENDPOINT, given.get(), null);
        }
        // A key only signs; a signature, a token and a customer's key would be there for everyone on the way to read.
        if (isPlain && (hasKey || (!(credentials instanceof Credentials.AccountKey) && !isLoopback(url.getHost())))) {
            throw new InvalidStoreSettingsException(
                    "the store " + at + " would send a secret over " + given.get() + " in clear text",
                    "use an https endpoint, or account_key_file alone",
                    null);
        }
        return given.get().replaceAll("/+$", "");
    }

    private static boolean isLoopback(String host) {
        return host.equals("localhost") || host.equals("[::1]") || host.startsWith("127.");
    }

    /** A URL of scheme, host, port and path, and nothing that could hold a secret. */
    private static Optional<URI> url(String text) {
        try {
            URI url = URI.create(text);
            boolean isPlain = url.getHost() != null
                    && url.getUserInfo() == null
                    && url.getRawQuery() == null
                    && url.getRawFragment() == null;
            return isPlain ? Optional.of(url) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<Secret> customerKey(StoreOptions options) throws InvalidStoreSettingsException {
        Optional<String> line = options.fileLine(AzureOptions.CUSTOMER_KEY_FILE);
        if (line.isEmpty()) {
            return Optional.empty();
        }
        try {
            if (Base64.getDecoder().decode(line.get()).length != CUSTOMER_KEY_BYTES) {
                throw options.refused(AzureOptions.CUSTOMER_KEY_FILE, "*** of another length", null);
            }
            return Optional.of(new Secret(line.get()));
        } catch (IllegalArgumentException e) {
            // The decoder's message quotes what it could not read.
            throw options.refused(AzureOptions.CUSTOMER_KEY_FILE, "*** that is not base64", null);
        }
    }

    private static Optional<InetSocketAddress> proxy(StoreOptions options) throws InvalidStoreSettingsException {
        Optional<String> given = options.text(AzureOptions.PROXY);
        if (given.isEmpty()) {
            return Optional.empty();
        }
        Optional<URI> url = url(given.get()).filter(each -> "http".equals(each.getScheme()) && each.getPort() > 0);
        return Optional.of(url.map(each -> InetSocketAddress.createUnresolved(each.getHost(), each.getPort()))
                .orElseThrow(() -> options.refused(AzureOptions.PROXY, "not a host and a port", null)));
    }
}
