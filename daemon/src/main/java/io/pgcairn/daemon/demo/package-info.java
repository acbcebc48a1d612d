/**
 * The story that {@code pgcairn demo} plays: a database is written to, backed up, destroyed and restored twice, and
 * what came back is compared with a ledger of what was acknowledged. In come the words that run pgcairn and a place for
 * PostgreSQL's programs; out come the story, its figures and whether all was equal. It uses pgcairn as a user does, by
 * running its verbs as processes, and knows none of the rooms that do the work.
 */
@NullMarked
package io.pgcairn.daemon.demo;

import org.jspecify.annotations.NullMarked;
