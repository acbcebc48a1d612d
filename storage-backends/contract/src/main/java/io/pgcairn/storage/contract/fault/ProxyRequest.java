package io.pgcairn.storage.contract.fault;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;

/** A whole request on its way to the server. */
record ProxyRequest(HttpHead head, String method, byte[] body) {
    void send(Socket server) throws IOException {
        OutputStream out = new BufferedOutputStream(server.getOutputStream());
        Framing framing = Framing.ofRequest(head);
        out.write(head.bytes());
        if (body.length > 0) {
            framing.write(out, body, body.length);
        }
        framing.end(out);
    }

    /** Lets the server do it and reads its reply for nobody. */
    void forward(FaultProxy proxy) throws IOException {
        try (Socket server = proxy.connect()) {
            send(server);
            ProxyReply.read(server, method).relay(OutputStream.nullOutputStream(), new Fault.None());
        }
    }

    ProxyRequest flipped(long at) {
        byte[] other = body.clone();
        if (other.length > 0) {
            other[(int) Math.min(at, other.length - 1)] ^= 1;
        }
        return new ProxyRequest(head, method, other);
    }
}
