package io.pgcairn.storage.remote;

import io.pgcairn.storage.ObjectInfo;
import java.util.Optional;

/**
 * What a store knows of one object.
 *
 * @param mark the mark of the upload that made it, see {@link RemoteTarget}; empty if another program made it
 */
public record RemoteInfo(ObjectInfo info, Optional<String> mark) {}
