/**
 * Object store servers that nobody here wrote, started for a test on a loopback port and ended with it.
 *
 * <p>Each server is one class with a {@code start} that answers once the server serves, or says why it cannot run here.
 * For tests only: nothing of the product depends on this room, and this room on nothing of the product.
 */
@NullMarked
package io.pgcairn.storage.servers;

import org.jspecify.annotations.NullMarked;
