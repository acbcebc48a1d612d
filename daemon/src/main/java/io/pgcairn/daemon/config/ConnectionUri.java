package io.pgcairn.daemon.config;

import java.util.regex.Pattern;

/**
 * A libpq connection URI, {@code postgresql://user@host:port/database?parameters}. A password inside is not printed.
 *
 * @param reveal the URI as configured, password included
 */
public record ConnectionUri(String reveal) {
    private static final Pattern SHAPE = Pattern.compile("postgres(?:ql)?://\\S*");
    private static final Pattern PASSWORD_BEFORE_HOST = Pattern.compile("^(postgres(?:ql)?://[^:/@]*:)[^/]*(@)");
    private static final Pattern PASSWORD_PARAMETER = Pattern.compile("([?&](?:ssl)?password=)[^&#]*");

    public ConnectionUri {
        if (!SHAPE.matcher(reveal).matches()) {
            throw new IllegalArgumentException("it is not a URI that starts with postgresql://");
        }
    }

    public boolean hasPassword() {
        return PASSWORD_BEFORE_HOST.matcher(reveal).find()
                || PASSWORD_PARAMETER.matcher(reveal).find();
    }

    /** The URI with passwords masked. */
    @Override
    public String toString() {
        String userMasked = PASSWORD_BEFORE_HOST.matcher(reveal).replaceFirst("$1***$2");
        return PASSWORD_PARAMETER.matcher(userMasked).replaceAll("$1***");
    }
}
