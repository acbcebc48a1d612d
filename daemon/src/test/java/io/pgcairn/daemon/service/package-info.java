/** Tests of what the verbs do. */
@NullMarked
package io.pgcairn.daemon.service;

import org.jspecify.annotations.NullMarked;
