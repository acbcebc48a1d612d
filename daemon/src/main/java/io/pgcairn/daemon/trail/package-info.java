/**
 * What a thread works for: the cluster, the backup, dump or drill, the segment. All its log lines carry it.
 *
 * <p>In come names from whoever begins a work or starts a thread; out go pairs through SLF4J's MDC. This room knows no
 * other.
 */
@NullMarked
package io.pgcairn.daemon.trail;

import org.jspecify.annotations.NullMarked;
