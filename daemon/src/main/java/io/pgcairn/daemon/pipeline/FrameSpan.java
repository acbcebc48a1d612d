package io.pgcairn.daemon.pipeline;

/**
 * Where one zstd frame lies in the compressed bytes of an object, that is after opening and before decompressing.
 *
 * @param offset first byte of the frame, from 0
 * @param length bytes of the frame, from 1
 */
public record FrameSpan(long offset, long length) {
    public FrameSpan {
        if (offset < 0 || length < 1) {
            throw new IllegalArgumentException("a frame starts at 0 or later and has a byte: " + offset + "+" + length);
        }
    }
}
