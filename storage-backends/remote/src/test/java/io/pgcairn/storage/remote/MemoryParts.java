package io.pgcairn.storage.remote;

import io.pgcairn.storage.ObjectMissingException;
import io.pgcairn.storage.StoreException;
import java.io.ByteArrayOutputStream;
import java.util.Map;
import java.util.TreeMap;

/** Parts in a bucket, held to the rules. */
final class MemoryParts implements RemoteParts {
    private final Bucket bucket;
    private final PartRules rules;
    private final boolean conditional;
    private final RemoteTarget target;
    private final int upload;

    MemoryParts(Bucket bucket, PartRules rules, boolean conditional, RemoteTarget target, int upload) {
        this.bucket = bucket;
        this.rules = rules;
        this.conditional = conditional;
        this.target = target;
        this.upload = upload;
    }

    @Override
    public void put(int number, long offset, PartBody body, boolean isLast) throws StoreException {
        byte[] bytes = MemoryRemote.bytes(body);
        if (!isLast && bytes.length % rules.multipleBytes() != 0) {
            throw new IllegalArgumentException("part " + number + " has " + bytes.length + " bytes");
        }
        if (number < 1 || number > rules.maxParts() || bytes.length == 0 || offset < number - 1) {
            throw new IllegalArgumentException("part " + number + " at " + offset);
        }
        if (rules.parallel() == 1 && number > bucket.parts(upload).size() + 1) {
            throw new IllegalStateException("part " + number + " before the one that it follows");
        }
        bucket.putPart(upload, number, bytes);
    }

    @Override
    public void complete() throws StoreException {
        TreeMap<Integer, byte[]> parts = bucket.parts(upload);
        if (parts.lastKey() != parts.size()) {
            throw new IllegalStateException("parts with a hole: " + parts.keySet());
        }
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        for (Map.Entry<Integer, byte[]> part : parts.entrySet()) {
            whole.writeBytes(part.getValue());
        }
        bucket.put(target, whole.toByteArray(), conditional);
        bucket.endUpload(upload);
    }

    @Override
    public void abort() throws ObjectMissingException {
        bucket.endUpload(upload);
    }
}
