/** Tests of the room with signs of life. */
@NullMarked
package io.pgcairn.daemon.pulse;

import org.jspecify.annotations.NullMarked;
