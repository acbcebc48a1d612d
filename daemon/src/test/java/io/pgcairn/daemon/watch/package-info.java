/** Tests of alarms and of what they are judged by. */
@NullMarked
package io.pgcairn.daemon.watch;

import org.jspecify.annotations.NullMarked;
