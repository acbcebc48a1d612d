package io.pgcairn.daemon.config;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A libpq connection URI, {@code postgresql://user@host:port/database?parameters}. A password inside is not printed.
 *
 * @param reveal the URI as configured, password included
 */
public record ConnectionUri(String reveal) {
    private static final Pattern SHAPE = Pattern.compile("postgres(?:ql)?://\\S*");

    /** To the last @ there is: a password that should have been written with %2F must not be shown for that. */
    private static final Pattern PASSWORD_BEFORE_HOST =
            Pattern.compile("^(postgres(?:ql)?://[^:/@?]*:)(?:[^/]*|[^?]*)(@)");

    private static final Pattern PARAMETER = Pattern.compile("([?&])([^=&#]*)=([^&#]*)");
    private static final Pattern SECRET_NAME = Pattern.compile("(?i).*(password|secret|token).*");

    public ConnectionUri {
        if (!SHAPE.matcher(reveal).matches()) {
            throw new IllegalArgumentException("it is not a URI that starts with postgresql://");
        }
    }

    public boolean hasPassword() {
        return PASSWORD_BEFORE_HOST.matcher(reveal).find()
                || PARAMETER.matcher(reveal).results().anyMatch(found -> isSecret(found.group(2)));
    }

    /** The URI with passwords masked. */
    @Override
    public String toString() {
        String userMasked = PASSWORD_BEFORE_HOST.matcher(reveal).replaceFirst("$1***$2");
        return PARAMETER.matcher(userMasked).replaceAll(ConnectionUri::masked);
    }

    private static String masked(MatchResult found) {
        String value = isSecret(found.group(2)) ? "***" : found.group(3);
        return Matcher.quoteReplacement(found.group(1) + found.group(2) + "=" + value);
    }

    /** Names may be written with percent signs as well. */
    private static boolean isSecret(String name) {
        try {
            return SECRET_NAME
                    .matcher(URLDecoder.decode(name, StandardCharsets.UTF_8))
                    .matches();
        } catch (IllegalArgumentException e) {
            // What cannot be decoded is not known, and so it is not shown.
            return true;
        }
    }
}
