package io.pgcairn.storage.azure;

import io.pgcairn.storage.InvalidStoreSettingsException;
import io.pgcairn.storage.ObjectKey;
import java.net.URI;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a store is.
 *
 * @param prefix leading parts of every blob's name, without slashes at its ends; may be empty
 */
record AzureLocation(String account, String container, String prefix) {
    private static final Pattern ACCOUNT = Pattern.compile("[a-z0-9]{3,24}");
    private static final Pattern CONTAINER = Pattern.compile("[a-z0-9](-?[a-z0-9]){2,62}");
    private static final int MAX_NAME = 1024;

    static AzureLocation parse(URI location) throws InvalidStoreSettingsException {
        if (!"azure".equalsIgnoreCase(location.getScheme()) || location.isOpaque()) {
            throw refused(location, "is not an Azure store", null);
        }
        if (location.getRawQuery() != null || location.getRawFragment() != null || location.getUserInfo() != null) {
            throw refused(location, "has a query, a fragment or a user", null);
        }
        String account = location.getRawAuthority() == null ? "" : location.getRawAuthority();
        if (!ACCOUNT.matcher(account).matches()) {
            throw refused(location, "names no storage account (3 to 24 lower-case letters and digits)", null);
        }
        String path = location.getPath().replaceAll("^/|/$", "");
        int slash = path.indexOf('/');
        String container = slash < 0 ? path : path.substring(0, slash);
        if (!CONTAINER.matcher(container).matches() || container.length() > 63) {
            throw refused(location, "names no container (3 to 63 lower-case letters, digits and single '-')", null);
        }
        return new AzureLocation(
                account, container, requirePrefix(location, slash < 0 ? "" : path.substring(slash + 1)));
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

    /** The name of an object's blob, or what all names with a key's beginning begin with. */
    String blobName(String key) {
        return root() + key;
    }

    /** What every blob's name begins with: empty, or ending in a slash. */
    String root() {
        return prefix.isEmpty() ? "" : prefix + "/";
    }

    /** As a URI, without secrets. */
    @Override
    public String toString() {
        return "azure://" + account + "/" + container + (prefix.isEmpty() ? "" : "/" + prefix);
    }

    /** Whoever writes a shared access signature into the location by mistake does not read it again in a log. */
    private static InvalidStoreSettingsException refused(URI location, String problem, @Nullable Throwable cause) {
        String shown = location.toString().replaceFirst("[?#].*$", "?***").replaceFirst("//[^/]*@", "//***@");
        return new InvalidStoreSettingsException(
                "the store location " + shown + " " + problem, "write azure://ACCOUNT/CONTAINER/prefix", cause);
    }
}
