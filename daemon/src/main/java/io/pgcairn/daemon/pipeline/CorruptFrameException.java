package io.pgcairn.daemon.pipeline;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What came out of a store and its seal is not what was once compressed: a broken frame or a wrong checksum. */
public final class CorruptFrameException extends IOException {
    private static final long serialVersionUID = 1L;

    public CorruptFrameException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
