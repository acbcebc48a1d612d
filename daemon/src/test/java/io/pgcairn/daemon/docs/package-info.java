/** Tests that what the documents say is so: their commands run, their configurations load. */
@NullMarked
package io.pgcairn.daemon.docs;

import org.jspecify.annotations.NullMarked;
