/**
 * The life of the daemon: it starts, runs each of its clusters, takes another configuration, and stops. In comes a
 * configuration, out go the endpoint's answers and what systemd is told. Only the root uses it.
 */
@NullMarked
package io.pgcairn.daemon.service;

import org.jspecify.annotations.NullMarked;
