package io.pgcairn.storage.s3;

import io.pgcairn.storage.InvalidStoreSettingsException;
import io.pgcairn.storage.ObjectKey;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a store's objects are.
 *
 * @param bucket the bucket's name
 * @param prefix what every key in the bucket begins with: empty, or ending in a slash
 */
record S3Location(String bucket, String prefix) {
    private static final Pattern BUCKET = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{1,254}");
    private static final int MAX_PREFIX_BYTES = 1024 - ObjectKey.MAX_BYTES - 1;

    static S3Location of(URI location) throws InvalidStoreSettingsException {
        String bucket = location.getRawAuthority();
        if (!"s3".equalsIgnoreCase(location.getScheme())
                || bucket == null
                || !BUCKET.matcher(bucket).matches()) {
            throw refused(location, "names no bucket");
        }
        if (location.getRawQuery() != null || location.getRawFragment() != null) {
            throw refused(location, "has a query or a fragment");
        }
        String path = location.getPath().replaceAll("^/+|/+$", "");
        if (path.length() > MAX_PREFIX_BYTES) {
            throw refused(location, "has a prefix of more than " + MAX_PREFIX_BYTES + " bytes");
        }
        return new S3Location(bucket, path.isEmpty() ? "" : requirePrefix(location, path) + "/");
    }

    private static String requirePrefix(URI location, String path) throws InvalidStoreSettingsException {
        try {
            return new ObjectKey(path).value();
        } catch (IllegalArgumentException e) {
            throw refused(location, "has a prefix that is no key: " + e.getMessage());
        }
    }

    private static InvalidStoreSettingsException refused(URI location, String problem) {
        // Whoever writes a key into the location by mistake does not read it again in a log.
        String shown = location.toString().replaceFirst("[?#].*$", "?***").replaceFirst("//[^/]*@", "//***@");
        return new InvalidStoreSettingsException(
                "the store location " + shown + " " + problem, "write s3://bucket or s3://bucket/prefix", null);
    }

    /** The key in the bucket. */
    String inBucket(ObjectKey key) {
        return prefix + key.value();
    }

    /** The key in the store, if what the bucket holds under this name can be ours. */
    Optional<ObjectKey> inStore(String keyInBucket) {
        if (!keyInBucket.startsWith(prefix)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new ObjectKey(keyInBucket.substring(prefix.length())));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return "s3://" + bucket + "/" + prefix;
    }
}
