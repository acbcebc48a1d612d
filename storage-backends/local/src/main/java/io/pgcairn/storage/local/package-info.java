/**
 * A store in a directory of a local or mounted file system: {@code file:///var/lib/pgcairn}.
 *
 * <p>An object is the file of its key's path. Bytes go to a temporary file in an area that no listing shows, are
 * flushed, and appear under their name by one link or rename; then every directory on the way is flushed. All disk
 * work runs on threads of its own, so that a hanging disk costs its callers their timeout and no more, and an
 * interrupt never closes a file under somebody's feet. This room knows the storage contract only.
 */
@NullMarked
package io.pgcairn.storage.local;

import org.jspecify.annotations.NullMarked;
