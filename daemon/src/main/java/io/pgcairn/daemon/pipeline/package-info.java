/**
 * The way of bytes into a store and back: compress, seal, count, store; and its mirror. It knows no object names and no
 * PostgreSQL.
 */
@NullMarked
package io.pgcairn.daemon.pipeline;

import org.jspecify.annotations.NullMarked;
