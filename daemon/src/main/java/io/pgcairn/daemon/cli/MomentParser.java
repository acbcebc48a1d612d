package io.pgcairn.daemon.cli;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a moment as an operator in a hurry types it: ISO with or without a zone, or a span back from now. What could
 * mean two moments, or none, is refused rather than guessed.
 */
public final class MomentParser {
    private static final Pattern SPAN = Pattern.compile("(\\d{1,6}(?:\\.\\d{1,6})?)([smhdw])");
    private static final Map<String, Long> SECONDS_OF =
            Map.of("s", 1L, "m", 60L, "h", 3_600L, "d", 86_400L, "w", 604_800L);
    private static final Pattern MOMENT =
            Pattern.compile("(\\d{4}-\\d\\d-\\d\\d)[T ](\\d\\d:\\d\\d(?::\\d\\d(?:\\.\\d{1,9})?)?)"
                    + " ?(Z|[+-]\\d\\d(?::?\\d\\d)?|[A-Z][A-Za-z_+/0-9-]+)?");
    private static final String EXAMPLES =
            "write it as 2026-11-21T07:00:00Z, '2026-11-21 07:00:00+00', or a span back such as 30m, 6h, 2.5d, 1w";

    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d\\d-\\d\\d");
    private static final Instant LAST = Instant.parse("9999-12-31T00:00:00Z");
    private static final String AHEAD =
            "write it as 2027-01-01, 2027-01-01T07:00:00Z, or a span from now such as 30d or 6w";

    private final Clock clock;
    private final ZoneId zone;

    /**
     * @param clock what now is
     * @param zone where a time without a zone is meant
     */
    public MomentParser(Clock clock, ZoneId zone) {
        this.clock = clock;
        this.zone = zone;
    }

    Instant parse(String text) throws UnusableArgumentException {
        String typed = text.strip();
        Matcher span = SPAN.matcher(typed);
        if (span.matches()) {
            return clock.instant().minus(span(span));
        }
        Matcher moment = MOMENT.matcher(typed);
        if (!moment.matches()) {
            throw UnusableArgumentException.target("'" + text + "' is no moment", EXAMPLES);
        }
        return unambiguous(local(moment, text), zone(moment, text), text);
    }

    /**
     * Reads a moment that lies ahead: a span from now, a time, or a date, which means its first moment.
     *
     * @param option what it was given for
     */
    Instant parseAhead(String option, String text) throws UnusableArgumentException {
        String typed = text.strip();
        Matcher span = SPAN.matcher(typed);
        Instant end;
        try {
            String whole = DATE.matcher(typed).matches() ? typed + " 00:00" : typed;
            end = span.matches() ? clock.instant().plus(span(span)) : parse(whole);
        } catch (UnusableArgumentException e) {
            throw UnusableArgumentException.usage(option + ": " + e.getMessage(), AHEAD);
        }
        if (!end.isAfter(clock.instant()) || !end.isBefore(LAST)) {
            throw UnusableArgumentException.usage(option + " " + text + " is " + end + ", which is not ahead", AHEAD);
        }
        return end;
    }

    private static Duration span(Matcher span) {
        Long unit = SECONDS_OF.get(span.group(2));
        BigDecimal millis =
                new BigDecimal(span.group(1)).multiply(BigDecimal.valueOf(1_000L * (unit == null ? 1 : unit)));
        return Duration.ofMillis(millis.setScale(0, RoundingMode.HALF_UP).longValueExact());
    }

    private static LocalDateTime local(Matcher moment, String text) throws UnusableArgumentException {
        try {
            return LocalDateTime.parse(moment.group(1) + "T" + moment.group(2));
        } catch (DateTimeException e) {
            throw UnusableArgumentException.target("'" + text + "' is no date and time that exists", EXAMPLES);
        }
    }

    private ZoneId zone(Matcher moment, String text) throws UnusableArgumentException {
        String given = moment.group(3);
        try {
            return given == null ? zone : ZoneId.of(given);
        } catch (DateTimeException e) {
            throw UnusableArgumentException.target(
                    "'" + text + "' ends in no zone that is known: " + given,
                    "end it with Z, an offset such as +01:00, or a name such as Europe/Berlin");
        }
    }

    private static Instant unambiguous(LocalDateTime local, ZoneId zone, String text) throws UnusableArgumentException {
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
        if (offsets.size() == 1) {
            return local.toInstant(offsets.getFirst());
        }
        if (offsets.isEmpty()) {
            throw UnusableArgumentException.target(
                    "'" + text + "' never was: clocks in " + zone + " skipped it", "give the time with Z or an offset");
        }
        throw UnusableArgumentException.target(
                "'" + text + "' was twice: clocks in " + zone + " were set back over it",
                "say which: " + local + offsets.getFirst() + " or " + local + offsets.getLast());
    }
}
