/**
 * What a store must do, as a test suite every backend passes, and the stores that tests of other rooms use: one in
 * memory that passes the same suite, and a decorator that fails where a script says.
 *
 * <p>This room knows the storage contract only. It is on test class paths, never on the daemon's.
 */
@NullMarked
package io.pgcairn.storage.contract;

import org.jspecify.annotations.NullMarked;
