package io.pgcairn.daemon.pipeline;

import io.pgcairn.storage.ObjectKey;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * An object's plain bytes, from one tier after the other: where one fails the next one goes on behind what was given
 * out already. What is given out was authenticated, so both hold the same bytes up to there. Used by one thread.
 */
final class TierStream extends InputStream {
    private final ObjectKey key;
    private final List<TierReader> tiers;
    private final Opening opening;
    private final ReadListener listener;
    private final List<Failed> failures = new ArrayList<>();
    private InputStream current = InputStream.nullInputStream();
    private int next;
    private long given;

    /** How the object is opened on a tier. */
    interface Opening {
        InputStream open(TierReader tier) throws IOException;
    }

    private record Failed(String tier, IOException cause) {}

    private TierStream(ObjectKey key, List<TierReader> tiers, Opening opening, ReadListener listener) {
        this.key = key;
        this.tiers = tiers;
        this.opening = opening;
        this.listener = listener;
    }

    /** Opens the object on the first tier that has it. */
    static TierStream open(ObjectKey key, List<TierReader> tiers, Opening opening, ReadListener listener)
            throws IOException {
        TierStream stream = new TierStream(key, tiers, opening, listener);
        stream.openNext();
        return stream;
    }

    private void openNext() throws IOException {
        while (next < tiers.size()) {
            TierReader tier = tiers.get(next++);
            try {
                current = opening.open(tier);
                current.skipNBytes(given);
                return;
            } catch (IOException e) {
                current.close();
                note(tier, e);
            }
        }
        throw together();
    }

    /** A host without an identity opens nothing anywhere, and who is told to stop asks nobody else. */
    private void note(TierReader tier, IOException e) throws IOException {
        if (e instanceof NoIdentityException || Thread.currentThread().isInterrupted()) {
            throw e;
        }
        failures.add(new Failed(tier.tier(), e));
        listener.unreadable(key, tier.tier(), e);
    }

    /** The first tier's error; those of the others go along. */
    private IOException together() {
        IOException first = failures.getFirst().cause();
        for (Failed other : failures.subList(1, failures.size())) {
            if (other.cause() != first) {
                first.addSuppressed(new IOException("tier " + other.tier() + " too: " + other.cause(), other.cause()));
            }
        }
        return first;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        while (true) {
            try {
                int n = current.read(bytes, offset, length);
                given += Math.max(0, n);
                return n;
            } catch (IOException e) {
                current.close();
                note(tiers.get(next - 1), e);
                openNext();
            }
        }
    }

    @Override
    public void close() throws IOException {
        current.close();
    }
}
