/**
 * The verbs of the command line: arguments in, rooms called, text or JSON and an exit code out.
 *
 * <p>Each verb takes one narrow interface, declared here and implemented where the program is wired, and reads and
 * checks all of its options itself. Errors are printed in one place. This room knows PostgreSQL's values, the table of
 * faults and the storage and crypto errors it turns into exit codes, and no room that does the work.
 */
@NullMarked
package io.pgcairn.daemon.cli;

import org.jspecify.annotations.NullMarked;
