package io.pgcairn.crypto;

/** The one wording of what breaks the grammar of an age file. */
final class Malformed {
    private static final String HINT =
            "look at what was read: it was damaged, or written by something else than age v1";

    private Malformed() {}

    static NotAgeException header(String problem) {
        return new NotAgeException("the age header is malformed: " + problem, HINT, null);
    }

    static NotAgeException armor(String problem) {
        return new NotAgeException("the age armor is malformed: " + problem, HINT, null);
    }

    static TruncatedSealException truncated(String where) {
        return new TruncatedSealException(
                "the sealed bytes end in " + where,
                "the upload or the copy was cut short: fetch it again, or use another tier's copy",
                null);
    }
}
