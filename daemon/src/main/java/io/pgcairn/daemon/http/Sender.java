package io.pgcairn.daemon.http;

import java.util.Locale;

/**
 * What a browser says of the page that sent a request.
 *
 * @param origin the header {@code Origin}; empty of what is no browser
 * @param site the header {@code Sec-Fetch-Site}; empty of what is none, or an old one
 */
record Sender(String origin, String site) {
    /** No browser. */
    static final Sender PROGRAM = new Sender("", "");

    /** Whether a browser's page sent it. */
    boolean isPage() {
        return !origin.isEmpty();
    }

    /** Whether it is a page of ours, as far as a browser tells, which no page can make it lie about. */
    boolean isOwnPage(String host) {
        String own = host.toLowerCase(Locale.ROOT);
        String from = origin.toLowerCase(Locale.ROOT);
        boolean isSame = from.equals("http://" + own) || from.equals("https://" + own);
        return !own.isEmpty() && isSame && (site.isEmpty() || site.equals("same-origin"));
    }
}
