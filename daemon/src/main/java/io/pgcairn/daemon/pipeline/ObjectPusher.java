package io.pgcairn.daemon.pipeline;

import io.pgcairn.crypto.AgeSealer;
import io.pgcairn.crypto.SealingStream;
import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.ObjectUpload;
import io.pgcairn.storage.ObjectWriter;
import io.pgcairn.storage.PutCondition;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.BooleanSupplier;

/**
 * Puts objects into a store through compress, seal and count; the mirror of {@link ObjectFetcher}. Sealed or not is
 * one code path: without a sealer that one layer is left out, and the suffix of names says so. Safe for use by several
 * threads.
 */
public final class ObjectPusher implements AutoCloseable {
    private static final int IDLE_COMPRESSORS = 4;

    private final ObjectWriter store;
    private final Optional<AgeSealer> sealer;
    private final int level;
    private final BlockingQueue<Compressor> idle = new ArrayBlockingQueue<>(IDLE_COMPRESSORS);

    /**
     * @param sealer seals every object; empty if the operator switched encryption off
     * @param level zstd's compression level, 1 to 19
     */
    public ObjectPusher(ObjectWriter store, Optional<AgeSealer> sealer, int level) {
        this.store = store;
        this.sealer = sealer;
        this.level = level;
    }

    /** What the layers add to the name of a compressed object: {@code .zst.age}, or {@code .zst}. */
    public String compressedSuffix() {
        return Layers.ZSTD_SUFFIX + sealedSuffix();
    }

    /** What sealing adds to a name: {@code .age}, or nothing. */
    public String sealedSuffix() {
        return sealer.isPresent() ? Layers.AGE_SUFFIX : "";
    }

    /**
     * Begins a compressed object; its name is to end in {@link #compressedSuffix()} and to be free.
     *
     * @throws io.pgcairn.storage.ObjectExistsException the name is taken
     */
    public FramedUpload begin(ObjectKey key) throws IOException {
        ObjectUpload upload = store.upload(key, PutCondition.IF_ABSENT);
        try {
            UploadStream stored = new UploadStream(upload);
            Optional<SealingStream> sealing =
                    sealer.isPresent() ? Optional.of(sealer.get().seal(stored)) : Optional.empty();
            return new FramedUpload(key, upload, stored, sealing, borrow(), this);
        } catch (IOException | RuntimeException e) {
            upload.close();
            throw e;
        }
    }

    /**
     * Puts a compressed object of one frame.
     *
     * @param turn asked when all but the end is sent: waits until the object may appear, and says whether it is to
     * @return empty if it is not to appear
     */
    public Optional<PushedObject> push(ObjectKey key, ByteBuffer plain, BooleanSupplier turn) throws IOException {
        try (FramedUpload upload = begin(key)) {
            upload.beginFrame(plain.remaining());
            upload.write(plain);
            upload.endFrame();
            return turn.getAsBoolean() ? Optional.of(upload.commit()) : Optional.empty();
        }
    }

    /** Puts a compressed object of one frame at once. */
    public PushedObject push(ObjectKey key, ByteBuffer plain) throws IOException {
        return push(key, plain, () -> true).orElseThrow();
    }

    /** Puts a small object sealed but not compressed; its name is to end in {@link #sealedSuffix()}. */
    public void pushUncompressed(ObjectKey key, ByteBuffer plain) throws IOException {
        try (ObjectUpload upload = store.upload(key, PutCondition.IF_ABSENT)) {
            UploadStream stored = new UploadStream(upload);
            if (sealer.isPresent()) {
                SealingStream sealing = sealer.get().seal(stored);
                sealing.write(plain);
                sealing.finish();
            } else {
                stored.write(plain);
            }
            upload.commit();
        }
    }

    int level() {
        return level;
    }

    private Compressor borrow() {
        Compressor compressor = idle.poll();
        return compressor != null ? compressor : new Compressor();
    }

    void release(Compressor compressor) {
        if (!idle.offer(compressor)) {
            compressor.close();
        }
    }

    @Override
    public void close() {
        for (Compressor compressor = idle.poll(); compressor != null; compressor = idle.poll()) {
            compressor.close();
        }
    }
}
