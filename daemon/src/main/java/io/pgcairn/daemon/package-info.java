/** The program: its entry and the one place where its parts are wired. Nobody depends on this package. */
@NullMarked
package io.pgcairn.daemon;

import org.jspecify.annotations.NullMarked;
