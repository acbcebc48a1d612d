package io.pgcairn.storage.remote;

import io.pgcairn.storage.ByteRange;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an answer's Content-Range says. HTTP lets a server, or a cache on the way, answer less of a range than was asked
 * for; taken for all that is there, it would be a silent end, and another range would be other bytes.
 */
public final class AnsweredRange {
    private static final Pattern FORM = Pattern.compile("bytes (\\d{1,18})-(\\d{1,18})/(\\d{1,18}|\\*)");

    private AnsweredRange() {}

    /**
     * Whether the answer holds what was asked for, as far as the object reaches.
     *
     * @param contentRange the header; null if there is none, as with a whole object. Then a range from the object's
     *     start may be answered by more, which its length tells
     */
    public static boolean fits(ByteRange asked, @Nullable String contentRange) {
        if (contentRange == null) {
            return asked.offset() == 0;
        }
        Matcher told = FORM.matcher(contentRange);
        if (!told.matches() || Long.parseLong(told.group(1)) != asked.offset()) {
            return false;
        }
        long last = Long.parseLong(told.group(2));
        boolean isAll = !asked.isOpenEnded() && last - asked.offset() == asked.length() - 1;
        return isAll || !told.group(3).equals("*") && last == Long.parseLong(told.group(3)) - 1;
    }
}
