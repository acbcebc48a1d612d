package io.pgcairn.storage.contract.fault;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.OptionalLong;
import java.util.Set;

/** A server's reply on its way to the client. */
record ProxyReply(HttpHead head, Framing framing, InputStream body) {
    private static final int PIECE = 16 << 10;

    /** What is to become of the client's connection. */
    enum Ending {
        WHOLE,
        ENDS,
        RESET,
        SILENCE
    }

    static ProxyReply read(Socket server, String method) throws IOException {
        InputStream in = new BufferedInputStream(server.getInputStream());
        while (true) {
            HttpHead head = HttpHead.read(in).orElseThrow(() -> new EOFException("the server did not answer"));
            if (head.status() >= 200) {
                Framing framing = Framing.ofReply(head, method);
                return new ProxyReply(head.without(Set.of("connection", "keep-alive")), framing, framing.bodyOf(in));
            }
        }
    }

    Ending relay(OutputStream out, Fault fault) throws IOException {
        OptionalLong cut = cutOf(fault);
        if (cut.isPresent() && framing.equals(new Framing.Length(0))) {
            return ending(fault);
        }
        long last = cut.isPresent() ? withinBody(cut.getAsLong()) : Long.MAX_VALUE;
        long flip = fault instanceof Fault.FlipReply bit ? withinBody(bit.at()) : -1;
        boolean ends = framing instanceof Framing.UntilClose;
        out.write((ends ? head.with("Connection: close") : head).bytes());
        out.flush();
        relayUntil(last, flip, out);
        if (cut.isPresent()) {
            return ending(fault);
        }
        framing.end(out);
        return ends ? Ending.ENDS : Ending.WHOLE;
    }

    private void relayUntil(long cut, long flip, OutputStream out) throws IOException {
        byte[] piece = new byte[PIECE];
        long sent = 0;
        while (sent < cut) {
            int read = body.read(piece, 0, (int) Math.min(PIECE, cut - sent));
            if (read < 0) {
                return;
            }
            if (flip >= sent && flip < sent + read) {
                piece[(int) (flip - sent)] ^= 1;
            }
            framing.write(out, piece, read);
            sent += read;
        }
    }

    private static OptionalLong cutOf(Fault fault) {
        return switch (fault) {
            case Fault.ResetReply reset -> OptionalLong.of(reset.at());
            case Fault.StallReply stall -> OptionalLong.of(stall.at());
            case Fault.TruncateReply cut -> OptionalLong.of(cut.at());
            default -> OptionalLong.empty();
        };
    }

    private static Ending ending(Fault fault) {
        return switch (fault) {
            case Fault.ResetReply reset -> Ending.RESET;
            case Fault.StallReply stall -> Ending.SILENCE;
            default -> Ending.ENDS;
        };
    }

    private long withinBody(long at) {
        return framing instanceof Framing.Length length ? Math.min(at, Math.max(0, length.bytes() - 1)) : at;
    }
}
