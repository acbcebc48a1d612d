package io.pgcairn.daemon.catalog;

import java.util.regex.Pattern;

/**
 * The name an operator gave a cluster; the first part of all its objects' names.
 *
 * @param value lower-case letters, digits, {@code _} and {@code -}, at most 63, starting with a letter or digit
 */
public record ClusterName(String value) {
    private static final Pattern ALLOWED = Pattern.compile("[a-z0-9][a-z0-9_-]{0,62}");

    public ClusterName {
        if (!ALLOWED.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "a cluster's name has up to 63 lower-case letters, digits, _ and -: " + value);
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
