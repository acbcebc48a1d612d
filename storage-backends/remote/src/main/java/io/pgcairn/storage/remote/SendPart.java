package io.pgcairn.storage.remote;

import io.pgcairn.storage.StoreException;

/** A request with a gathered part as its body. It may be made several times, even at once. */
record SendPart(GatheredPart part, Sending sending) implements Request<Boolean> {
    /** What a backend does with a body. */
    @FunctionalInterface
    interface Sending {
        void send(PartBody body) throws StoreException;
    }

    @Override
    public Boolean send() throws StoreException {
        sending.send(SentBody.of(part));
        return true;
    }

    @Override
    public void hold() {
        part.hold();
    }

    @Override
    public void letGo(boolean hasFailed) {
        part.letGo(hasFailed);
    }
}
