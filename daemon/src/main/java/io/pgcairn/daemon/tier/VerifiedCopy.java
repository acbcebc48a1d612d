package io.pgcairn.daemon.tier;

import io.pgcairn.daemon.catalog.ArchiveNames;
import io.pgcairn.daemon.catalog.BackupProof;
import io.pgcairn.daemon.pipeline.ObjectFetcher;
import io.pgcairn.storage.ByteRange;
import io.pgcairn.storage.ObjectInfo;
import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.ObjectReader;
import io.pgcairn.storage.ObjectStore;
import io.pgcairn.storage.ObjectUpload;
import io.pgcairn.storage.PutCondition;
import io.pgcairn.storage.StoreException;
import io.pgcairn.storage.TruncatedObjectException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.function.Function;

/**
 * Copies an object while it is read through its seal: it appears on the target only when the copy that was read has
 * proven to be whole. One read does both.
 */
final class VerifiedCopy {
    private final ArchiveNames names;
    private final Function<ObjectReader, ObjectFetcher> fetchers;

    /** @param fetchers opens what a reader gives; without identities it fails for sealed objects */
    VerifiedCopy(ArchiveNames names, Function<ObjectReader, ObjectFetcher> fetchers) {
        this.names = names;
        this.fetchers = fetchers;
    }

    /** Reads an object to its end; fails where its seal or its frames do, or where a plain record says nothing. */
    void verify(ObjectReader source, ObjectKey key) throws IOException {
        try (InputStream plain = fetchers.apply(source).open(key)) {
            BackupProof.requireSound(names.parse(key), plain);
            plain.transferTo(OutputStream.nullOutputStream());
        }
    }

    /** @throws IOException the source's copy is not whole, or the target refuses */
    void copy(ObjectReader source, ObjectStore target, ObjectKey key, PutCondition condition) throws IOException {
        long expected = source.head(key).size();
        try (ObjectUpload upload = target.upload(key, condition)) {
            Teeing teeing = new Teeing(source, upload);
            verify(teeing, key);
            if (teeing.bytes != expected) {
                throw new TruncatedObjectException(
                        key + " has " + teeing.bytes + " of " + expected + " bytes", "", null);
            }
            upload.commit();
        }
    }

    /** Gives what its source gives, and sends it on. */
    private static final class Teeing implements ObjectReader {
        private final ObjectReader source;
        private final ObjectUpload upload;
        private long bytes;

        Teeing(ObjectReader source, ObjectUpload upload) {
            this.source = source;
            this.upload = upload;
        }

        @Override
        public InputStream get(ObjectKey key, ByteRange range) throws StoreException {
            return new FilterInputStream(source.get(key, range)) {
                @Override
                public int read() throws IOException {
                    byte[] one = new byte[1];
                    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
                }

                @Override
                public int read(byte[] buffer, int offset, int length) throws IOException {
                    int n = super.read(buffer, offset, length);
                    if (n > 0) {
                        upload.write(ByteBuffer.wrap(buffer, offset, n));
                        bytes += n;
                    }
                    return n;
                }
            };
        }

        @Override
        public ObjectInfo head(ObjectKey key) throws StoreException {
            return source.head(key);
        }
    }
}
