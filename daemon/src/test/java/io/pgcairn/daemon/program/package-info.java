/** Tests of what the verbs do. */
@NullMarked
package io.pgcairn.daemon.program;

import org.jspecify.annotations.NullMarked;
