/** Proof that the demo fails where a restored database is not what it must be, and that it plays to its end. */
@NullMarked
package io.pgcairn.daemon.demo;

import org.jspecify.annotations.NullMarked;
