/**
 * What can go wrong, once: the table of faults with their exit codes, HTTP states and metric labels, and the base of
 * the exceptions that carry one. Leaves live beside their concept in the other rooms. It depends on nothing.
 */
@NullMarked
package io.pgcairn.daemon.fault;

import org.jspecify.annotations.NullMarked;
