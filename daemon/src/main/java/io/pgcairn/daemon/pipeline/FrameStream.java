package io.pgcairn.daemon.pipeline;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/**
 * Text of unknown length as frames of known size: gathers as many bytes for each. {@link #finish()} writes the last
 * one; closing without leaves it out, and the upload below is the caller's to end.
 */
public final class FrameStream extends OutputStream {
    private static final int FRAME_BYTES = 256 << 10;

    private final FramedUpload upload;
    private final ByteBuffer gathered;

    /** Frames of {@value #FRAME_BYTES} bytes. */
    public FrameStream(FramedUpload upload) {
        this(upload, FRAME_BYTES);
    }

    /** @param frameBytes of each frame but the last, held in memory; from 1 */
    public FrameStream(FramedUpload upload, int frameBytes) {
        this.upload = upload;
        this.gathered = ByteBuffer.allocate(frameBytes);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int done = 0;
        while (done < length) {
            int take = Math.min(gathered.remaining(), length - done);
            gathered.put(bytes, offset + done, take);
            done += take;
            if (!gathered.hasRemaining()) {
                writeFrame();
            }
        }
    }

    /** Writes what is left as the last frame. */
    public void finish() throws IOException {
        if (gathered.position() > 0) {
            writeFrame();
        }
    }

    private void writeFrame() throws IOException {
        gathered.flip();
        upload.beginFrame(gathered.remaining());
        upload.write(gathered);
        upload.endFrame();
        gathered.clear();
    }
}
