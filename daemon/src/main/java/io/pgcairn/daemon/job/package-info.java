/**
 * What the daemon does for a cluster by schedule or because somebody asked: backups, dumps, drills, pruning; each one
 * at a time, and never two daemons at once. In come orders and the clock, out go backups and how each job stands.
 */
@NullMarked
package io.pgcairn.daemon.job;

import org.jspecify.annotations.NullMarked;
