/**
 * The gate on how the tree looks: lengths, names, words, what packages say of themselves and links in documents. Checks
 * are functions from text to findings, so that each has a test in which it finds something.
 */
@NullMarked
package io.pgcairn.daemon.tidy;

import org.jspecify.annotations.NullMarked;
