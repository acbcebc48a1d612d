/** Tests of setting up a host. */
@NullMarked
package io.pgcairn.daemon.setup;

import org.jspecify.annotations.NullMarked;
