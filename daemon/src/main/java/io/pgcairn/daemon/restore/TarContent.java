package io.pgcairn.daemon.restore;

import io.pgcairn.daemon.pipeline.CorruptFrameException;
import io.pgcairn.daemon.pipeline.ObjectFailure;
import java.io.FilterInputStream;
import java.io.IOException;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** One file's bytes in a tar. Errors of store, seal and frame pass unchanged, the tar's own are told as damage. */
final class TarContent extends FilterInputStream {
    private final String pack;

    TarContent(String pack, TarArchiveInputStream entries) {
        super(entries);
        this.pack = pack;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        try {
            return super.read(bytes, offset, length);
        } catch (IOException e) {
            throw told(pack, e);
        }
    }

    /** What went wrong below the tar, or that the tar is no whole one. */
    static IOException told(String pack, Exception failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException told && ObjectFailure.isTold(told)) {
                return told;
            }
        }
        return new CorruptFrameException(pack + " is no whole tar: " + failure.getMessage(), failure);
    }
}
