/** Tests of what runs by itself or by order. */
@NullMarked
package io.pgcairn.daemon.job;

import org.jspecify.annotations.NullMarked;
