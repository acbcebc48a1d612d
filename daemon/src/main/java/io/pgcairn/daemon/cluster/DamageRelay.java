package io.pgcairn.daemon.cluster;

import io.pgcairn.daemon.pipeline.ReadListener;
import io.pgcairn.storage.ObjectKey;
import java.io.IOException;

/** Passes on word of objects that a tier did not give, once there is somebody who mends them. */
public final class DamageRelay implements ReadListener {
    private volatile ReadListener listener = ReadListener.NONE;

    public void tell(ReadListener mender) {
        listener = mender;
    }

    @Override
    public void unreadable(ObjectKey key, String tier, IOException cause) {
        listener.unreadable(key, tier, cause);
    }
}
