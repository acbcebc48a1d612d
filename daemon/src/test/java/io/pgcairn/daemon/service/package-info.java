/** Tests of the daemon's life. */
@NullMarked
package io.pgcairn.daemon.service;

import org.jspecify.annotations.NullMarked;
