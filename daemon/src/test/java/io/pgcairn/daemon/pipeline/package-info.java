/** Tests of the way of bytes into a store and back. */
@NullMarked
package io.pgcairn.daemon.pipeline;

import org.jspecify.annotations.NullMarked;
