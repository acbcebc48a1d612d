package io.pgcairn.daemon.pipeline;

import io.pgcairn.crypto.SealingStream;
import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.ObjectUpload;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Optional;

/**
 * One object on its way through compress, seal, count and store, in zstd frames of known size. Ends in
 * {@link #commit()}; closing it without leaves nothing in the store. Used by one thread at a time.
 */
public final class FramedUpload implements AutoCloseable {
    private final ObjectKey key;
    private final ObjectUpload upload;
    private final UploadStream stored;
    private final Optional<SealingStream> sealing;
    private final Compressor compressor;
    private final ObjectPusher owner;

    private long plainBytes;
    private long compressedBytes;
    private long frameStart = -1;
    private long frameLeft;
    private boolean isClosed;

    FramedUpload(
            ObjectKey key,
            ObjectUpload upload,
            UploadStream stored,
            Optional<SealingStream> sealing,
            Compressor compressor,
            ObjectPusher owner) {
        this.key = key;
        this.upload = upload;
        this.stored = stored;
        this.sealing = sealing;
        this.compressor = compressor;
        this.owner = owner;
    }

    /** Begins a frame that will take exactly {@code plainSize} bytes. */
    public void beginFrame(long plainSize) {
        if (frameStart >= 0 || isClosed) {
            throw new IllegalStateException("a frame of " + key + " is open, or its upload is over");
        }
        compressor.begin(owner.level(), plainSize);
        frameStart = compressedBytes;
        frameLeft = plainSize;
    }

    /** Takes all remaining bytes of the buffer into the open frame. */
    public void write(ByteBuffer plain) throws IOException {
        int length = plain.remaining();
        if (frameStart < 0 || length > frameLeft) {
            throw new IllegalStateException("no frame of " + key + " has room for " + length + " bytes");
        }
        compressor.compress(plain, this::seal);
        plainBytes += length;
        frameLeft -= length;
    }

    /** Ends the open frame, which must have taken its size. */
    public FrameSpan endFrame() throws IOException {
        if (frameStart < 0 || frameLeft != 0) {
            throw new IllegalStateException("a frame of " + key + " lacks " + frameLeft + " bytes");
        }
        compressor.end(this::seal);
        FrameSpan span = new FrameSpan(frameStart, compressedBytes - frameStart);
        frameStart = -1;
        return span;
    }

    /** Compressed bytes so far: what a pack's size is judged by. */
    public long compressedBytes() {
        return compressedBytes;
    }

    /**
     * Publishes the object.
     *
     * @throws io.pgcairn.storage.ObjectExistsException the name is taken
     */
    public PushedObject commit() throws IOException {
        if (frameStart >= 0 || isClosed) {
            throw new IllegalStateException("a frame of " + key + " is open, or its upload is over");
        }
        String headerDigest = "";
        if (sealing.isPresent()) {
            sealing.get().finish();
            headerDigest = HexFormat.of().formatHex(sealing.get().headerDigest());
        }
        upload.commit();
        return new PushedObject(key, plainBytes, stored.count(), headerDigest);
    }

    private void seal(ByteBuffer compressed) throws IOException {
        compressedBytes += compressed.remaining();
        if (sealing.isPresent()) {
            sealing.get().write(compressed);
        } else {
            stored.write(compressed);
        }
    }

    @Override
    public void close() throws IOException {
        if (!isClosed) {
            isClosed = true;
            owner.release(compressor);
            upload.close();
        }
    }
}
