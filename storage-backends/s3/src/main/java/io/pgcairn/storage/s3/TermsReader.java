package io.pgcairn.storage.s3;

import io.pgcairn.storage.InvalidStoreSettingsException;
import io.pgcairn.storage.StoreOption;
import io.pgcairn.storage.StoreOptions;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what new objects are stored with. */
final class TermsReader {
    private static final int MAX_TAGS = 10;

    private final StoreOptions options;

    TermsReader(StoreOptions options) {
        this.options = options;
    }

    Terms read() throws InvalidStoreSettingsException {
        Map<String, String> classes = new HashMap<>();
        for (String kind : S3Options.KINDS) {
            Optional<String> own = storageClass(S3Options.storageClassOf(kind));
            own.ifPresent(name -> classes.put(kind, name));
        }
        return new Terms(encryption(), storageClass(S3Options.STORAGE_CLASS), classes, lock(), tagging());
    }

    private Optional<String> storageClass(StoreOption option) throws InvalidStoreSettingsException {
        Optional<String> name = options.text(option);
        if (name.isPresent() && !name.get().matches("[A-Z][A-Z0-9_]{1,40}")) {
            throw options.refused(option, name.get(), null);
        }
        return name;
    }

    private Encryption encryption() throws InvalidStoreSettingsException {
        Choice choice = options.choice(S3Options.ENCRYPTION, Choice.class, Choice.NONE);
        requireFor(S3Options.KMS_KEY, choice == Choice.SSE_KMS);
        requireFor(S3Options.SSE_C_KEY_FILE, choice == Choice.SSE_C);
        return switch (choice) {
            case NONE -> new Encryption.Bucket();
            case SSE_S3 -> new Encryption.Managed();
            case SSE_KMS -> new Encryption.KeyService(options.text(S3Options.KMS_KEY));
            case SSE_C -> new Encryption.Customer(customerKey());
        };
    }

    private void requireFor(StoreOption option, boolean isUsed) throws InvalidStoreSettingsException {
        Optional<String> text = options.text(option);
        if (text.isPresent() && !isUsed) {
            throw options.refused(option, text.get() + ", which another kind of encryption does not use", null);
        }
    }

    private CustomerKey customerKey() throws InvalidStoreSettingsException {
        Optional<String> line = options.fileLine(S3Options.SSE_C_KEY_FILE);
        try {
            return new CustomerKey(line.orElse(""));
        } catch (IllegalArgumentException e) {
            // The cause would repeat signs of the key.
            throw options.refused(S3Options.SSE_C_KEY_FILE, "(a key that is not 32 bytes in base64)", null);
        }
    }

    private Optional<Terms.Lock> lock() throws InvalidStoreSettingsException {
        Optional<Duration> duration = options.duration(S3Options.OBJECT_LOCK);
        Mode mode = options.choice(S3Options.OBJECT_LOCK_MODE, Mode.class, Mode.GOVERNANCE);
        options.requireEffect(
                S3Options.OBJECT_LOCK_MODE, duration.isPresent(), "say with object_lock how long objects are locked");
        if (duration.isPresent() && duration.get().isZero()) {
            throw options.refused(S3Options.OBJECT_LOCK, "no time at all", null);
        }
        return duration.map(time -> new Terms.Lock(time, mode == Mode.COMPLIANCE));
    }

    private String tagging() throws InvalidStoreSettingsException {
        Optional<String> text = options.text(S3Options.TAGS);
        if (text.isEmpty()) {
            return "";
        }
        List<String> pairs = new ArrayList<>();
        for (String pair : text.get().split(",", -1)) {
            int equals = pair.indexOf('=');
            if (equals < 1) {
                throw options.refused(S3Options.TAGS, text.get(), null);
            }
            pairs.add(encoded(pair.substring(0, equals)) + "=" + encoded(pair.substring(equals + 1)));
        }
        if (pairs.size() > MAX_TAGS) {
            throw options.refused(S3Options.TAGS, text.get(), null);
        }
        return String.join("&", pairs);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text.strip(), StandardCharsets.UTF_8);
    }

    private enum Choice {
        NONE,
        SSE_S3,
        SSE_KMS,
        SSE_C
    }

    private enum Mode {
        GOVERNANCE,
        COMPLIANCE
    }
}
