package io.pgcairn.storage.contract;

import io.pgcairn.storage.ObjectKey;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream whose reads may fail by script. */
final class FaultyStream extends FilterInputStream {
    private final FaultyObjectStore faults;
    private final ObjectKey key;

    FaultyStream(FaultyObjectStore faults, InputStream in, ObjectKey key) {
        super(in);
        this.faults = faults;
        this.key = key;
    }

    @Override
    public int read() throws IOException {
        faults.before(StoreStep.READ, key.value());
        return super.read();
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        faults.before(StoreStep.READ, key.value());
        return super.read(bytes, offset, length);
    }
}
