/** Tests of when things run, mostly in simulated time. */
@NullMarked
package io.pgcairn.daemon.schedule;

import org.jspecify.annotations.NullMarked;
