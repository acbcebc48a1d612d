package io.pgcairn.storage.gcs;

import io.pgcairn.storage.InvalidStoreSettingsException;
import io.pgcairn.storage.ObjectKey;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a store is.
 *
 * @param prefix leading parts of every object's name, without slashes at its ends; may be empty
 */
record GcsLocation(String bucket, String prefix) {
    private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9._-]{1,220}[a-z0-9]");
    private static final int MAX_NAME = 1024;

    static GcsLocation parse(URI location) throws InvalidStoreSettingsException {
        if (!"gs".equalsIgnoreCase(location.getScheme()) || location.isOpaque()) {
            throw refused(location, "is not a store of Google Cloud Storage", null);
        }
        if (location.getRawQuery() != null || location.getRawFragment() != null) {
            throw refused(location, "has a query or a fragment", null);
        }
        String bucket = location.getRawAuthority() == null ? "" : location.getRawAuthority();
        if (!BUCKET.matcher(bucket).matches()) {
            throw refused(location, "names no bucket (3 or more of a-z, 0-9, '.', '_' and '-')", null);
        }
        return new GcsLocation(
                bucket, requirePrefix(location, location.getPath().replaceAll("^/|/$", "")));
    }

    private static String requirePrefix(URI location, String prefix) throws InvalidStoreSettingsException {
        if (prefix.isEmpty()) {
            return prefix;
        }
        try {
            String value = new ObjectKey(prefix).value();
            if (value.length() + 1 + ObjectKey.MAX_BYTES > MAX_NAME) {
                throw refused(location, "has a prefix over " + (MAX_NAME - 1 - ObjectKey.MAX_BYTES) + " bytes", null);
            }
            return value;
        } catch (IllegalArgumentException e) {
            throw refused(location, "has a prefix that is no object key", e);
        }
    }

    /** The name of a key's object, or what all names with a key's beginning begin with. */
    String nameOf(String key) {
        return root() + key;
    }

    /** The key of an object; empty for one that we cannot have put. */
    Optional<ObjectKey> keyOf(String name) {
        try {
            return Optional.of(new ObjectKey(name.substring(root().length())));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    private String root() {
        return prefix.isEmpty() ? "" : prefix + "/";
    }

    @Override
    public String toString() {
        return "gs://" + bucket + (prefix.isEmpty() ? "" : "/" + prefix);
    }

    private static InvalidStoreSettingsException refused(URI location, String problem, @Nullable Throwable cause) {
        String shown = location.toString().replaceFirst("[?#].*$", "?***").replaceFirst("//[^/]*@", "//***@");
        return new InvalidStoreSettingsException(
                "the store location " + shown + " " + problem, "write gs://BUCKET/prefix", cause);
    }
}
