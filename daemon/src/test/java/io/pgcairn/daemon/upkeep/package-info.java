/** Tests of what the verbs do. */
@NullMarked
package io.pgcairn.daemon.upkeep;

import org.jspecify.annotations.NullMarked;
