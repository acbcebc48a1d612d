/** Tests of the intake of WAL. */
@NullMarked
package io.pgcairn.daemon.wal;

import org.jspecify.annotations.NullMarked;
