/**
 * Restore drills: restores a backup into a directory of its own, starts a server on it that nobody else can reach, and
 * judges what came back. In come a plan, a place and PostgreSQL's programs; out comes what was found, and nothing of it
 * stays behind. It knows neither schedules nor the daemon, and never touches the server that the backup is of.
 */
@NullMarked
package io.pgcairn.daemon.drill;

import org.jspecify.annotations.NullMarked;
