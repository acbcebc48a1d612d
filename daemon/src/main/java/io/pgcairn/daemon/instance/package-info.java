/**
 * PostgreSQL servers of our own that we make, start, stop and kill: for drills, the demo and tests. In come binaries,
 * installed or unpacked from a jar, and a data directory, new or restored; out comes a server that accepts connections
 * on the loopback address. It knows nothing of backups, and speaks no SQL: whoever starts a server connects to it.
 */
@NullMarked
package io.pgcairn.daemon.instance;

import org.jspecify.annotations.NullMarked;
