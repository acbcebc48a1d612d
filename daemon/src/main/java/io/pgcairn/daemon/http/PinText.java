package io.pgcairn.daemon.http;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How long a backup is to be held, as one writes it. */
final class PinText {
    private static final String FOR_EVER = "forever";
    private static final Pattern SPAN = Pattern.compile("([1-9]\\d{0,4})([hdw])");
    private static final Map<String, Duration> UNITS =
            Map.of("h", Duration.ofHours(1), "d", Duration.ofDays(1), "w", Duration.ofDays(7));

    private PinText() {}

    /**
     * Nothing, {@code forever}, or a span such as {@code 30d}.
     *
     * @throws IllegalArgumentException it is something else
     */
    static Optional<BackupOrder.Pin> parse(String hold) {
        if (hold.isEmpty()) {
            return Optional.empty();
        }
        if (hold.equals(FOR_EVER)) {
            return Optional.of(new BackupOrder.Pin(Optional.empty()));
        }
        Matcher span = SPAN.matcher(hold);
        Duration unit = span.matches() ? UNITS.get(span.group(2)) : null;
        if (unit == null) {
            throw new IllegalArgumentException("hold is neither " + FOR_EVER + " nor a span such as 12h, 30d or 6w");
        }
        return Optional.of(new BackupOrder.Pin(Optional.of(unit.multipliedBy(Long.parseLong(span.group(1))))));
    }
}
