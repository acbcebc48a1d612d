package io.pgcairn.storage;

import org.jspecify.annotations.Nullable;

/**
 * The store keeps an object from being deleted or replaced until its lock ends: object lock, a retention policy, a
 * hold. No right of ours is missing, and nothing is to be mended: the same call succeeds when the time has come. Of
 * several objects in one call those that are not locked may be deleted; thrown only if none failed for another reason
 * that lasts.
 *
 * <p>Stores tell locks apart from missing rights as far as their answers do. One that does not is a plain
 * {@link StoreForbiddenException}.
 */
public final class ObjectLockedException extends StoreForbiddenException {
    private static final long serialVersionUID = 1L;

    public ObjectLockedException(String message, String hint, @Nullable Throwable cause) {
        super(message, hint, cause);
    }
}
