package io.pgcairn.storage.remote;

import io.pgcairn.storage.StoreException;

/** Begins an upload in parts; one that begins too late is abandoned at once. */
record Begin(RemoteObjects objects, RemoteTarget target) implements Request<RemoteParts> {
    @Override
    public RemoteParts send() throws StoreException {
        return objects.begin(target);
    }

    @Override
    public void discard(RemoteParts late) {
        OpenUploads.abort(late);
    }
}
