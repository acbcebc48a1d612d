package io.pgcairn.crypto;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** Opens what was sealed for one of its identities. Safe for use by several threads; each stream belongs to one. */
public final class AgeOpener {
    private static final int PEEK = 1;

    private final List<Identity> identities;
    private final PayloadCipher cipher;

    /**
     * @param identities tried in this order; with none, everything is refused as not ours
     * @param cipher what the payload runs on
     */
    public AgeOpener(List<Identity> identities, PayloadCipher cipher) {
        this.identities = List.copyOf(identities);
        this.cipher = cipher;
    }

    /**
     * Reads the header and gives the plain bytes. They are proven whole only once the stream ended without error.
     *
     * @param sealed an age file, binary or armored; closed with the stream that is returned, or by the caller if the
     *     header is refused
     * @throws AgeException by its kind; reads of the stream throw it too
     * @throws IOException the source's own
     */
    public InputStream open(InputStream sealed) throws IOException {
        var buffered = new BufferedInputStream(sealed);
        InputStream binary = isArmored(buffered) ? new BufferedInputStream(new ArmorInputStream(buffered)) : buffered;
        Unlocking unlocking = Unlocking.of(binary, identities);
        return new OpeningStream(binary, cipher.keyed(unlocking.payloadKey()), 0);
    }

    /**
     * Reads the header, so that parts of the payload can be read without the rest.
     *
     * @param source a binary age file; an armored one cannot be sought in
     * @throws AgeException by its kind
     * @throws IOException the source's own
     */
    public SeekableOpening openSeekable(SealedSource source) throws IOException {
        return SeekableOpening.of(source, identities, cipher);
    }

    /** A binary file starts with the letter a; the specification lets white space stand before armor. */
    private static boolean isArmored(BufferedInputStream sealed) throws IOException {
        sealed.mark(PEEK);
        int first = sealed.read();
        sealed.reset();
        return first == '-' || ArmorInputStream.isWhitespace(first);
    }
}
