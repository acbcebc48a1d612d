/** Proof that servers of our own can be made, killed and started again with what they had committed, on every major. */
@NullMarked
package io.pgcairn.daemon.instance;

import org.jspecify.annotations.NullMarked;
