package io.pgcairn.storage.servers.gcs;

/**
 * Something that goes wrong with one request.
 *
 * @param skip how many requests of the kind go well before
 */
public record Fault(Kind kind, int skip) {
    /** What goes wrong. */
    public enum Kind {
        /** The connection breaks in the middle of a part of a session; what is whole of its first half is kept. */
        PART_CUT_OFF,
        /** A part of a session is taken, and the answer is lost. */
        PART_REPLY_LOST,
        /** The last request of a session makes the object appear, and the answer is lost. */
        COMMIT_REPLY_LOST,
        /** The session is forgotten before a part of it comes. */
        SESSION_FORGOTTEN,
        /** An object with one request is taken, and the answer is lost. */
        PUT_REPLY_LOST,
        /** One byte in the middle of an object that is read whole is another. */
        READ_DAMAGED
    }
}
