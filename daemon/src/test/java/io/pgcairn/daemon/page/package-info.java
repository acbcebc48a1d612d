/** Tests of the page for people: models of clusters, oracles for its HTML, a browser. */
@NullMarked
package io.pgcairn.daemon.page;

import org.jspecify.annotations.NullMarked;
