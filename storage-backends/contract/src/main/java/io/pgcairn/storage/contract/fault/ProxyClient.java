package io.pgcairn.storage.contract.fault;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** One client's connection: reads its requests one after the other and does to each what the plan says. */
record ProxyClient(FaultProxy proxy, Socket socket, InputStream in, OutputStream out) {
    /** They concern one connection only; the rest is the client's word and may be signed. */
    private static final Set<String> HOP = Set.of("connection", "upgrade", "http2-settings", "expect", "keep-alive");

    static ProxyClient of(FaultProxy proxy, Socket socket) throws IOException {
        return new ProxyClient(
                proxy, socket, new BufferedInputStream(socket.getInputStream()), socket.getOutputStream());
    }

    void serve() throws IOException {
        boolean goesOn = true;
        while (goesOn) {
            Optional<HttpHead> head = HttpHead.read(in);
            goesOn = head.isPresent() && serve(head.get());
        }
    }

    private boolean serve(HttpHead head) throws IOException {
        RequestHead request = RequestHead.of(head);
        Fault fault = proxy.next(request);
        boolean expects = head.says("expect", "100-continue");
        if (fault instanceof Fault.Answer answer && expects) {
            // A server that refuses does not let the body come, and what the client sends next is uncertain.
            return answer(request, answer.reply(), true);
        }
        if (expects) {
            out.write(Ascii.bytes("HTTP/1.1 100 Continue\r\n\r\n"));
            out.flush();
        }
        HttpHead forwarded = head.without(HOP).with("Connection: close");
        InputStream body = Framing.ofRequest(head).bodyOf(in);
        boolean isLast = head.says("connection", "close");
        if (fault instanceof Fault.ResetRequest cut) {
            breakOff(forwarded, body, cut.at());
            return false;
        }
        ProxyRequest whole = new ProxyRequest(forwarded, request.method(), body.readAllBytes());
        return deliver(request, whole, fault, isLast) && !isLast;
    }

    /** Whether another request may follow on this connection. */
    private boolean deliver(RequestHead request, ProxyRequest whole, Fault fault, boolean isLast) throws IOException {
        return switch (fault) {
            case Fault.None none -> relay(whole, fault);
            case Fault.Delay delay -> {
                pause(delay);
                yield relay(whole, fault);
            }
            case Fault.ResetRequest cut -> throw new IllegalStateException("done before the body is read");
            case Fault.ResetBeforeReply reset -> reset();
            case Fault.LoseReply lost -> {
                whole.forward(proxy);
                yield reset();
            }
            case Fault.Silence silence -> silence();
            case Fault.ResetReply cut -> relay(whole, fault);
            case Fault.StallReply stall -> relay(whole, fault);
            case Fault.TruncateReply cut -> relay(whole, fault);
            case Fault.FlipReply flip -> relay(whole, fault);
            case Fault.FlipRequest flip -> relay(whole.flipped(flip.at()), fault);
            case Fault.Answer answer -> answer(request, answer.reply(), isLast);
            case Fault.Duplicate twice -> {
                whole.forward(proxy);
                yield relay(whole, fault);
            }
        };
    }

    private boolean relay(ProxyRequest whole, Fault fault) throws IOException {
        try (Socket server = proxy.connect()) {
            whole.send(server);
            return switch (ProxyReply.read(server, whole.method()).relay(out, fault)) {
                case WHOLE -> true;
                case ENDS -> false;
                case RESET -> reset();
                case SILENCE -> silence();
            };
        }
    }

    private boolean answer(RequestHead request, CannedReply reply, boolean isLast) throws IOException {
        out.write(reply.head(isLast).bytes());
        if (!request.is("HEAD")) {
            out.write(reply.bytes());
        }
        out.flush();
        return !isLast;
    }

    private void breakOff(HttpHead head, InputStream body, long at) throws IOException {
        byte[] begun = body.readNBytes((int) Math.min(at, Integer.MAX_VALUE - 1) + 1);
        // The last byte that was read is kept back, so that the server can never take it for whole.
        byte[] sent = Arrays.copyOf(begun, Math.max(0, begun.length - 1));
        if (sent.length > 0) {
            try (Socket server = proxy.connect()) {
                server.getOutputStream().write(head.bytes());
                Framing.ofRequest(head).write(server.getOutputStream(), sent, sent.length);
            }
        }
        reset();
    }

    /** Without lingering, closing sends a reset. */
    private boolean reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
        return false;
    }

    /** Says nothing until the client gives up or the proxy is closed. */
    private boolean silence() throws IOException {
        while (in.read() >= 0) {
            // What comes is as unanswered as the rest.
        }
        return false;
    }

    private void pause(Fault.Delay delay) throws IOException {
        try {
            if (proxy.closed().await(delay.time().toNanos(), TimeUnit.NANOSECONDS)) {
                throw new IOException("the proxy is closed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
