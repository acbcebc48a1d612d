package io.pgcairn.storage.remote;

import io.pgcairn.storage.StoreException;

/** A request with a gathered part as its body. */
final class SendPart implements Request<Boolean> {
    private final GatheredPart part;
    private final Sending sending;

    // Of the request's thread alone.
    private boolean isDone;

    SendPart(GatheredPart part, Sending sending) {
        this.part = part;
        this.sending = sending;
    }

    /** What a backend does with a body. */
    @FunctionalInterface
    interface Sending {
        void send(PartBody body) throws StoreException;
    }

    @Override
    public Boolean send() throws StoreException {
        sending.send(SentBody.of(part));
        isDone = true;
        return true;
    }

    @Override
    public void hold() {
        part.hold();
    }

    @Override
    public void letGo() {
        part.letGo(isDone);
    }
}
