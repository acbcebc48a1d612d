/**
 * The running daemon: what it does by itself for each of its clusters, from its start until it is told to stop. In
 * comes a configuration, out go the endpoint's answers and figures. Only the root uses it.
 */
@NullMarked
package io.pgcairn.daemon.service;

import org.jspecify.annotations.NullMarked;
