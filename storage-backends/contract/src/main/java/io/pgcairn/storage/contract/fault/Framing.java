package io.pgcairn.storage.contract.fault;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;

/** How a message says where its body ends. */
sealed interface Framing {
    /** A length that was announced, 0 where there is no body. */
    record Length(long bytes) implements Framing {}

    /** Chunks, the last one empty. */
    record Chunked() implements Framing {}

    /** The connection's end. */
    record UntilClose() implements Framing {}

    static Framing ofRequest(HttpHead head) {
        return announced(head).orElse(new Length(0));
    }

    static Framing ofReply(HttpHead head, String method) throws IOException {
        int status = head.status();
        if (method.equals("HEAD") || status == 204 || status == 304 || status < 200) {
            return new Length(0);
        }
        return announced(head).orElse(new UntilClose());
    }

    private static Optional<Framing> announced(HttpHead head) {
        if (head.says("transfer-encoding", "chunked")) {
            return Optional.of(new Chunked());
        }
        return head.field("content-length").map(length -> new Length(Long.parseLong(length)));
    }

    /** The body alone, which fails where it ends early. */
    default InputStream bodyOf(InputStream in) {
        return switch (this) {
            case Length length -> new LengthStream(in, length.bytes());
            case Chunked chunked -> new ChunkStream(in);
            case UntilClose untilClose -> in;
        };
    }

    /** Writes a piece of the body, which is not empty. */
    default void write(OutputStream out, byte[] bytes, int length) throws IOException {
        boolean isChunk = this instanceof Chunked;
        if (isChunk) {
            out.write(Ascii.bytes(Integer.toHexString(length) + "\r\n"));
        }
        out.write(bytes, 0, length);
        if (isChunk) {
            out.write(Ascii.bytes("\r\n"));
        }
        out.flush();
    }

    /** Says that the body is whole, where that takes bytes. */
    default void end(OutputStream out) throws IOException {
        if (this instanceof Chunked) {
            out.write(Ascii.bytes("0\r\n\r\n"));
        }
        out.flush();
    }
}
