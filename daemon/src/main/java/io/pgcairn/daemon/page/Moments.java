package io.pgcairn.daemon.page;

import io.pgcairn.daemon.http.ClusterStatus;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Moments as forms and commands have them. */
final class Moments {
    private Moments() {}

    /** What a form sent: with a zone, or without one, which means UTC, as the form says. Empty if it is no moment. */
    static Optional<Instant> parse(String text) {
        String typed = text.strip().replace(' ', 'T');
        try {
            boolean hasZone = typed.matches(".*(Z|[+-]\\d\\d:\\d\\d)");
            return Optional.of(
                    hasZone
                            ? OffsetDateTime.parse(typed).toInstant()
                            : LocalDateTime.parse(typed).toInstant(ZoneOffset.UTC));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** The first whole second of a span; its exact begin if there is none. */
    static Instant first(ClusterStatus.Span span) {
        Instant second = span.from().truncatedTo(ChronoUnit.SECONDS);
        Instant whole = second.equals(span.from()) ? second : second.plusSeconds(1);
        return whole.isAfter(span.to()) ? span.from() : whole;
    }

    /** The last whole second of a span; its exact end if there is none. */
    static Instant last(ClusterStatus.Span span) {
        Instant whole = span.to().truncatedTo(ChronoUnit.SECONDS);
        return whole.isBefore(span.from()) ? span.to() : whole;
    }

    /** As a field for a date and a time wants it. */
    static String field(Instant moment) {
        return LocalDateTime.ofInstant(moment.truncatedTo(ChronoUnit.SECONDS), ZoneOffset.UTC)
                .format(java.time.format.DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss"));
    }

    static boolean holds(ClusterStatus.Span span, Instant moment) {
        return !moment.isBefore(span.from()) && !moment.isAfter(span.to());
    }
}
