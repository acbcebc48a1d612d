package io.pgcairn.storage.s3;

import io.pgcairn.storage.InvalidStoreSettingsException;
import io.pgcairn.storage.StoreOption;
import io.pgcairn.storage.StoreOptions;
import io.pgcairn.storage.StoreSettings;
import io.pgcairn.storage.remote.PartRules;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** Reads how to talk to the server from a tier's options. */
final class S3SettingsReader {
    private static final long MIB = 1 << 20;
    private static final long LEAST_PART = 5 * MIB;
    /** Each upload holds a part in memory, and the store three more. */
    private static final long LONGEST_PART = 256 * MIB;

    private final URI location;
    private final StoreSettings settings;

    S3SettingsReader(URI location, StoreSettings settings) {
        this.location = location;
        this.settings = settings;
    }

    S3Settings read() throws InvalidStoreSettingsException {
        StoreOptions options = StoreOptions.of(location, settings, S3Options.ALL);
        Optional<URI> endpoint = server(options, S3Options.ENDPOINT, List.of("http", "https"));
        S3Settings.Checksums checksums =
                endpoint.isPresent() ? S3Settings.Checksums.WHEN_REQUIRED : S3Settings.Checksums.WHEN_SUPPORTED;
        long part = options.bytes(S3Options.PART_SIZE, LEAST_PART, LONGEST_PART, PartRules.DEFAULT_PART_BYTES);
        return new S3Settings(
                endpoint,
                options.text(S3Options.REGION),
                options.flag(S3Options.PATH_STYLE, endpoint.isPresent()),
                options.choice(S3Options.CHECKSUMS, S3Settings.Checksums.class, checksums),
                options.flag(S3Options.CONDITIONAL_PUT, true),
                Math.toIntExact(part),
                server(options, S3Options.PROXY, List.of("http")),
                options.file(S3Options.CA_FILE),
                new AccessReader(options).read(),
                new TermsReader(options).read());
    }

    /** A server's address: a scheme, a host, perhaps a port, and nothing else. */
    static Optional<URI> server(StoreOptions options, StoreOption option, List<String> schemes)
            throws InvalidStoreSettingsException {
        Optional<String> text = options.text(option);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            URI uri = URI.create(text.get());
            boolean isBare = uri.getRawUserInfo() == null && uri.getRawQuery() == null && uri.getRawFragment() == null;
            if (uri.getHost() == null || !schemes.contains(uri.getScheme()) || !isBare) {
                throw options.refused(option, isBare ? text.get() : "(not shown)", null);
            }
            return Optional.of(uri);
        } catch (IllegalArgumentException _) {
            throw options.refused(option, "(not shown)", null); // the cause repeats it, and a secret may be in it
        }
    }
}
