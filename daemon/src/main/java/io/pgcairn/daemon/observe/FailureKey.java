package io.pgcairn.daemon.observe;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What makes a failure the same as one before: who tells it, about whom, in which words, with which cause. Long
 * numbers, positions, names of segments, moments, and numbers of things do not matter; other short numbers do, since
 * they are codes.
 */
record FailureKey(String logger, Level level, String words, String about) {
    /** Which pairs tell one failure from another; others are its details. */
    private static final Set<String> ABOUT = Set.of("cluster", "tier", "lane", "job");

    private static final String CODE_WORDS =
            "\\b(?:answer|answers|answered|code|errno|error|exit|signal|status|timeline|version|with) ";

    private static final Pattern CHANGING = Pattern.compile(String.join(
            "|",
            "(?<![/\\w])[0-9A-F]{1,8}/[0-9A-F]{1,8}(?![/\\w])",
            "[0-9A-Fa-f]{8,}",
            "[0-9]{4,}(?:[TZ.:/-]+[0-9]+)*Z?",
            "\\b[0-9]{2}:[0-9]{2}:[0-9]{2}(?:[.][0-9]+)?Z?"));

    /** A number behind which stands what it counts, or that counts tries; behind such a word it is a code. */
    private static final Pattern COUNT = Pattern.compile("(?<![\\w./:-])(?<!" + CODE_WORDS + ")[0-9]{1,3}(?:[.][0-9]+)?"
            + "(?= ?(?:%|(?:ms|s|min|h|d|B|[KMGT]i?B)\\b)| of (?:[0-9]|#)| more\\b| [a-z]{3,}s\\b)"
            + "|(?<=\\b(?:attempt|retry|try) )[0-9]{1,3}\\b");

    private static final int MOST_CAUSES = 8;

    static FailureKey of(ILoggingEvent event) {
        Map<String, Object> fields = LogFields.of(event);
        String words = event.getFormattedMessage() + " " + told(fields) + causes(event.getThrowableProxy());
        String about = new TreeMap<>(fields)
                .entrySet().stream()
                        .filter(field -> ABOUT.contains(field.getKey()))
                        .map(Object::toString)
                        .collect(Collectors.joining(" "));
        return new FailureKey(event.getLoggerName(), event.getLevel(), unchanging(words), about);
    }

    private static String unchanging(String words) {
        return COUNT.matcher(CHANGING.matcher(words).replaceAll("#")).replaceAll("#");
    }

    /** Whether each one is a loss of its own, as a gap in the WAL is: those are told one by one. */
    static boolean isLoss(ILoggingEvent event) {
        if (!event.getLevel().isGreaterOrEqual(Level.ERROR) || event.getKeyValuePairs() == null) {
            return false;
        }
        Set<String> keys =
                event.getKeyValuePairs().stream().map(pair -> pair.key).collect(Collectors.toSet());
        return keys.contains("segment") || keys.containsAll(Set.of("from", "to"));
    }

    private static String told(Map<String, Object> fields) {
        return fields.getOrDefault(LogFields.ERROR, "") + " " + fields.getOrDefault("cause", "");
    }

    private static String causes(@Nullable IThrowableProxy thrown) {
        StringBuilder text = new StringBuilder();
        IThrowableProxy each = thrown;
        for (int i = 0; each != null && i < MOST_CAUSES; i++) {
            text.append(' ').append(each.getClassName()).append(": ").append(each.getMessage());
            each = each.getCause();
        }
        return text.toString();
    }
}
