package io.pgcairn.daemon.watch;

import io.pgcairn.daemon.http.ClusterStatus;
import io.pgcairn.daemon.observe.Reading;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * What an operator is to look at now, judged by the same figures that Prometheus scrapes.
 *
 * @param readings what the metrics of one cluster, and of the daemon, say now
 */
record Alarms(Supplier<List<Reading>> readings) {
    /** The gravest first, as the rules are sorted. */
    List<ClusterStatus.Alarm> now() {
        return judge(readings.get());
    }

    static List<ClusterStatus.Alarm> judge(List<Reading> readings) {
        return Arrays.stream(AlarmRule.values())
                .flatMap(rule -> readings.stream()
                        .filter(rule::isRaisedBy)
                        .sorted(Comparator.comparing(reading -> reading.label("tier")))
                        .map(reading -> alarm(rule, reading)))
                .toList();
    }

    private static ClusterStatus.Alarm alarm(AlarmRule rule, Reading reading) {
        return new ClusterStatus.Alarm(
                rule.severity(), rule.title(), filled(rule.message(), reading), filled(rule.hint(), reading));
    }

    private static String filled(String words, Reading reading) {
        return words.replace("{time}", time(reading.value()))
                .replace("{number}", String.format(Locale.ROOT, "%.0f", reading.value()))
                .replace("{tier}", reading.label("tier"));
    }

    /** In the unit that a person would choose. */
    private static String time(double seconds) {
        Duration span = Duration.ofSeconds((long) Math.max(0, Math.min(seconds, Integer.MAX_VALUE)));
        if (span.toMinutes() < 2) {
            return span.toSeconds() + " s";
        }
        if (span.toHours() < 2) {
            return span.toMinutes() + " min";
        }
        return span.toDays() < 2 ? span.toHours() + " h" : span.toDays() + " d";
    }
}
