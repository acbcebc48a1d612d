/**
 * Metrics, health and log lines. Other rooms see small listener interfaces of their own.
 *
 * <p>In come figures by small interfaces that the wiring implements, and events through SLF4J; out come Prometheus'
 * text and lines of logfmt. This room knows the storage contract, which it decorates, and no other room.
 */
@NullMarked
package io.pgcairn.daemon.observe;

import org.jspecify.annotations.NullMarked;
