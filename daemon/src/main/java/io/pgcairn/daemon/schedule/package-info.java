/**
 * When things run. In come schedules as an operator writes them, what ran last, and work of which nothing is known but
 * that it may fail; out go runs, one at a time of each job, and what is next. It does not know what a run does, nor
 * where it is remembered: that is asked from outside, so a restart changes nothing.
 */
@NullMarked
package io.pgcairn.daemon.schedule;

import org.jspecify.annotations.NullMarked;
