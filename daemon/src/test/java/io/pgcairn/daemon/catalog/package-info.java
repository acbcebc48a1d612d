/** Tests of names, inventory and chains. */
@NullMarked
package io.pgcairn.daemon.catalog;

import org.jspecify.annotations.NullMarked;
