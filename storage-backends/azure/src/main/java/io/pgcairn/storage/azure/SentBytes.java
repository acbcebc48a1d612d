package io.pgcairn.storage.azure;

import com.azure.core.util.BinaryData;
import io.pgcairn.storage.remote.PartBody;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** A part's bytes as Azure's client takes them, without a copy. */
final class SentBytes {
    /** The JDK copies each piece outside the heap before it is sent, and keeps room for the largest there ever was. */
    private static final int PIECE = 64 << 10;

    private SentBytes() {}

    static BinaryData of(PartBody body) {
        List<ByteBuffer> pieces = new ArrayList<>();
        for (ByteBuffer slice : body.slices()) {
            for (int at = slice.position(); at < slice.limit(); at += PIECE) {
                pieces.add(slice.slice(at, Math.min(PIECE, slice.limit() - at)));
            }
        }
        return BinaryData.fromListByteBuffer(pieces);
    }
}
