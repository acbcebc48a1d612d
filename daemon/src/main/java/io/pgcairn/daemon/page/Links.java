package io.pgcairn.daemon.page;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Addresses of the page's views. */
final class Links {
    static final String ALL = "/";
    static final String CLUSTER = "cluster";
    static final String MOMENT = "moment";
    static final String TARGET = "target";
    static final String SHOW = "show";
    static final String SAID = "said";
    static final String REFRESH = "refresh";

    private Links() {}

    static String restore(String cluster) {
        return of(cluster) + "&" + SHOW + "=restore";
    }

    static String restore(String cluster, Instant moment) {
        return restore(cluster) + "&" + MOMENT + "=" + encoded(moment.toString());
    }

    static String latest(String cluster) {
        return restore(cluster) + "&" + TARGET + "=latest";
    }

    static String backup(String cluster) {
        return of(cluster) + "&" + SHOW + "=backup";
    }

    static String of(String cluster) {
        return "/?" + CLUSTER + "=" + encoded(cluster);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
