package io.pgcairn.daemon.pipeline;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import io.pgcairn.crypto.AgeOpener;
import io.pgcairn.crypto.SealedSource;
import io.pgcairn.storage.ByteRange;
import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.ObjectReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * Gets objects from a store through open and decompress; the mirror of {@link ObjectPusher}. Which layers an object has
 * is read from its name. Where there are several tiers, the next one is asked for what one does not give: an object
 * that is missing, damaged or cut off there, or a store that cannot be reached, also in the middle of a stream. If none
 * gives it, the first tier's error is thrown. Safe for use by several threads.
 */
public final class ObjectFetcher {
    private static final int COPY_BYTES = 128 << 10;

    private final List<TierReader> tiers;
    private final Optional<AgeOpener> opener;
    private final ReadListener listener;

    /** @param opener opens sealed objects; empty on a host that has no identity */
    public ObjectFetcher(ObjectReader store, Optional<AgeOpener> opener) {
        this(List.of(new TierReader("store", store)), opener, ReadListener.NONE);
    }

    /** @param tiers in the order in which they are asked, at least one */
    public ObjectFetcher(List<TierReader> tiers, Optional<AgeOpener> opener, ReadListener listener) {
        if (tiers.isEmpty()) {
            throw new IllegalArgumentException("objects are read from a tier at least");
        }
        this.tiers = List.copyOf(tiers);
        this.opener = opener;
        this.listener = listener;
    }

    /** The same over one other store, telling nobody. */
    public ObjectFetcher over(ObjectReader store) {
        return new ObjectFetcher(store, opener);
    }

    /**
     * The plain bytes of an object. Reads of the stream fail in the type of the layer that refuses: a
     * {@link io.pgcairn.storage.StoreException}, an {@link io.pgcairn.crypto.AgeException}, or a
     * {@link CorruptFrameException}.
     *
     * @throws NoIdentityException the object is sealed and this host has no identity
     */
    public InputStream open(ObjectKey key) throws IOException {
        return TierStream.open(key, tiers, tier -> open(tier, key), listener);
    }

    private InputStream open(TierReader tier, ObjectKey key) throws IOException {
        InputStream stored = tier.reader().get(key, ByteRange.ALL);
        try {
            return decompress(key, isSealed(key) ? requireOpener(key).open(stored) : stored);
        } catch (IOException | RuntimeException e) {
            stored.close();
            throw e;
        }
    }

    /**
     * The plain bytes of an object whose seal is known: the digest of a header commits to every byte behind it. Every
     * tier's copy must have this seal.
     *
     * @param headerDigest what {@link PushedObject} said; empty if the object is not sealed
     * @throws CorruptFrameException the object has another header
     */
    public InputStream openBound(ObjectKey key, String headerDigest) throws IOException {
        return openBound(key, headerDigest, StoredLength.ANY);
    }

    /** The same of an object whose length is known too; every tier's copy must have it. */
    public InputStream openBound(ObjectKey key, String headerDigest, StoredLength length) throws IOException {
        return TierStream.open(key, tiers, tier -> openBound(tier, key, headerDigest, length), listener);
    }

    private InputStream openBound(TierReader tier, ObjectKey key, String headerDigest, StoredLength length)
            throws IOException {
        length.require(tier.reader(), key);
        InputStream stored = tier.reader().get(key, ByteRange.ALL);
        try {
            if (!isSealed(key)) {
                return decompress(key, stored);
            }
            return decompress(key, requireOpener(key).open(SealHeader.requireDigest(key, stored, headerDigest)));
        } catch (IOException | RuntimeException e) {
            stored.close();
            throw e;
        }
    }

    /** How the name of a compressed object ends. */
    public String suffix(boolean isSealed) {
        return Layers.ZSTD_SUFFIX + (isSealed ? Layers.AGE_SUFFIX : "");
    }

    /** The plain bytes of one frame of a compressed object, read by range without what lies before and after it. */
    public InputStream openFrame(ObjectKey key, FrameSpan span) throws IOException {
        return TierStream.open(key, tiers, tier -> openFrame(tier.reader(), key, span), listener);
    }

    private InputStream openFrame(ObjectReader store, ObjectKey key, FrameSpan span) throws IOException {
        if (!isSealed(key)) {
            return decompress(key, store.get(key, new ByteRange(span.offset(), span.length())));
        }
        SealedSource source = (offset, length) -> store.get(key, new ByteRange(offset, length));
        return decompress(key, requireOpener(key).openSeekable(source).read(span.offset(), span.length()));
    }

    /** The object's bytes after opening and before decompressing. */
    public InputStream openUnsealed(ObjectKey key) throws IOException {
        return TierStream.open(key, tiers, tier -> openUnsealed(tier, key), listener);
    }

    private InputStream openUnsealed(TierReader tier, ObjectKey key) throws IOException {
        InputStream stored = tier.reader().get(key, ByteRange.ALL);
        try {
            return isSealed(key) ? requireOpener(key).open(stored) : stored;
        } catch (IOException | RuntimeException e) {
            stored.close();
            throw e;
        }
    }

    /**
     * Reads a whole object into a buffer.
     *
     * @return how many bytes it had
     * @throws CorruptFrameException it has more bytes than the buffer has room for
     */
    public int fetch(ObjectKey key, ByteBuffer into) throws IOException {
        int start = into.position();
        byte[] copy = new byte[COPY_BYTES];
        try (InputStream plain = open(key)) {
            for (int n = plain.read(copy); n >= 0; n = plain.read(copy)) {
                if (n > into.remaining()) {
                    throw new CorruptFrameException(key + " holds more bytes than its name allows", null);
                }
                into.put(copy, 0, n);
            }
        }
        return into.position() - start;
    }

    private static boolean isSealed(ObjectKey key) {
        return key.value().endsWith(Layers.AGE_SUFFIX);
    }

    private static InputStream decompress(ObjectKey key, InputStream opened) throws IOException {
        String name = isSealed(key)
                ? key.value().substring(0, key.value().length() - Layers.AGE_SUFFIX.length())
                : key.value();
        if (!name.endsWith(Layers.ZSTD_SUFFIX)) {
            return opened;
        }
        return new DecompressingStream(key, new ZstdInputStreamNoFinalizer(opened));
    }

    private AgeOpener requireOpener(ObjectKey key) throws NoIdentityException {
        return opener.orElseThrow(() -> new NoIdentityException(key));
    }
}
