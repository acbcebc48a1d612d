package io.pgcairn.daemon.service;

import io.pgcairn.daemon.http.ClusterDesk;
import io.pgcairn.daemon.http.ClusterStatus;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * How the daemon stands, on one line for a human: {@code 2 clusters: main streaming, lag 0 B, last backup …; other …}.
 *
 * @param reload why the last reload failed, if it did
 */
record StatusLine(ClusterDesk.Directory directory, Supplier<Optional<String>> reload) implements Supplier<String> {
    private static final int LONGEST_STATE = 200;

    @Override
    public String get() {
        Map<String, ClusterDesk> clusters = directory.clusters();
        String all = clusters.entrySet().stream()
                .map(each -> each.getKey() + " " + text(each.getValue().view().status()))
                .collect(Collectors.joining("; "));
        String counted = clusters.size() == 1 ? "1 cluster: " : clusters.size() + " clusters: ";
        return reload.get().map(why -> "reload failed: " + cut(why) + " - ").orElse("") + counted + all;
    }

    private static String text(ClusterStatus status) {
        String lag = status.wal().lagBytes().isPresent()
                ? ", lag " + bytes(status.wal().lagBytes().getAsLong())
                : "";
        String backup = status.lastBackup()
                .map(last -> "last backup "
                        + DateTimeFormatter.ISO_INSTANT.format(last.stopped().truncatedTo(ChronoUnit.SECONDS)))
                .orElse("no backup");
        return cut(status.readiness().state()) + lag + ", " + backup;
    }

    private static String cut(String text) {
        String line = text.replaceAll("\\s+", " ").strip();
        return line.length() > LONGEST_STATE ? line.substring(0, LONGEST_STATE - 1) + "…" : line;
    }

    /** With two digits or so: a status that differs by a byte is not worth a message. */
    private static String bytes(long count) {
        if (count < 1024) {
            return count + " B";
        }
        double shown = count;
        int unit = -1;
        while (shown >= 1024 && unit < 4) {
            shown /= 1024;
            unit++;
        }
        return String.format(Locale.ROOT, shown < 10 ? "%.1f %ciB" : "%.0f %ciB", shown, "KMGTP".charAt(unit));
    }
}
