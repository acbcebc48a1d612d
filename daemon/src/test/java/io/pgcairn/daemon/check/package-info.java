/** Tests of the proofs. */
@NullMarked
package io.pgcairn.daemon.check;

import org.jspecify.annotations.NullMarked;
