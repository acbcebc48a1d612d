/**
 * The gate that keeps the rooms apart. The table says which room may use which room and which library; what it does not
 * list is refused. Changing the table changes the architecture, so the document changes with it.
 */
@NullMarked
package io.pgcairn.daemon.rooms;

import org.jspecify.annotations.NullMarked;
