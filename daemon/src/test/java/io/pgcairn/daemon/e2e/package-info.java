/** Tests of the whole program: servers and daemons as processes of their own, and what comes back after their loss. */
@NullMarked
package io.pgcairn.daemon.e2e;

import org.jspecify.annotations.NullMarked;
