package io.pgcairn.storage.remote;

import io.pgcairn.storage.StoreException;
import java.util.concurrent.atomic.AtomicLong;

/** A request with a gathered part as its body. It may be made several times, even at once. */
final class SendPart implements Request<Boolean> {
    private final GatheredPart part;
    private final Sending sending;
    private final AtomicLong spareNanos;

    SendPart(GatheredPart part, Sending sending) {
        this.part = part;
        this.sending = sending;
        this.spareNanos = new AtomicLong(bodyNanos());
    }

    /** What a backend does with a body. */
    @FunctionalInterface
    interface Sending {
        void send(PartBody body) throws StoreException;
    }

    @Override
    public Boolean send() throws StoreException {
        return send(new Movement(0));
    }

    @Override
    public Boolean send(Movement movement) throws StoreException {
        sending.send(SentBody.of(part, movement));
        return true;
    }

    @Override
    public long bodyNanos() {
        return RemoteTimeouts.bodyTime(part.length()).toNanos();
    }

    /** However often it is sent, a call is not lengthened by more than its bytes take once. */
    @Override
    public long spare(long nanos) {
        long before = spareNanos.getAndUpdate(left -> left - Math.min(left, nanos));
        return Math.min(before, nanos);
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
