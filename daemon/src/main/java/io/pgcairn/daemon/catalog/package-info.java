/**
 * The only room that knows object names: lineages, the inventory of WAL, backups, and whether a chain of WAL is whole.
 */
@NullMarked
package io.pgcairn.daemon.catalog;

import org.jspecify.annotations.NullMarked;
