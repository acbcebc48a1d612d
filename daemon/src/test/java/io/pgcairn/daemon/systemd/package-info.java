/** Tests of what systemd is told, and of the units that are shipped. */
@NullMarked
package io.pgcairn.daemon.systemd;

import org.jspecify.annotations.NullMarked;
