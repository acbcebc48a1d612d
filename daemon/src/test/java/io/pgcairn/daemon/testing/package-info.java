/**
 * What the tests of several rooms share: servers of several majors, and directories that those servers' user can reach.
 * No test lives here, and nothing of it is packed.
 */
@NullMarked
package io.pgcairn.daemon.testing;

import org.jspecify.annotations.NullMarked;
