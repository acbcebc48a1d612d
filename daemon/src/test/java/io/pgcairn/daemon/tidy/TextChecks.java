package io.pgcairn.daemon.tidy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is asked of every text file. */
final class TextChecks {
    private static final int LINE_CHARACTERS = 120;
    /** Written in pieces, or this file would find itself. */
    private static final Pattern BANNED =
            Pattern.compile("\\b(TO" + "DO|FIX" + "ME|X" + "XX)\\b|@Dis" + "abled\\b|(?<![\\w.])/wo" + "rk/");

    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]*)(?:#([^)\\s]+))?\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} +(.+?)\\s*$");

    private TextChecks() {}

    static List<String> words(String path, String text) {
        List<String> found = new ArrayList<>();
        Matcher matcher = BANNED.matcher(text);
        while (matcher.find()) {
            found.add(path + ": " + matcher.group() + " has no place here");
        }
        return found;
    }

    static List<String> lines(String path, String text) {
        return text.lines()
                .filter(line -> line.length() > LINE_CHARACTERS)
                .map(line -> path + ": a line of " + line.length() + " characters: " + line.strip())
                .toList();
    }

    /**
     * Links of a document that lead nowhere.
     *
     * @param read the text of a file that a link names, relative to the document; null where there is none, empty for a
     *     directory
     */
    static List<String> links(String path, String text, Function<String, @Nullable String> read) {
        List<String> found = new ArrayList<>();
        Matcher matcher = LINK.matcher(text);
        while (matcher.find()) {
            String target = matcher.group(1);
            String anchor = matcher.group(2);
            if (target.contains("://") || target.startsWith("mailto:")) {
                continue;
            }
            String pointedAt = target.isEmpty() ? text : read.apply(target);
            if (pointedAt == null || (anchor != null && !anchors(pointedAt).contains(anchor))) {
                found.add(path + ": a link that leads nowhere: " + matcher.group());
            }
        }
        return found;
    }

    private static Set<String> anchors(String text) {
        return HEADING.matcher(text)
                .results()
                .map(heading -> heading.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-'))
                .collect(Collectors.toSet());
    }
}
