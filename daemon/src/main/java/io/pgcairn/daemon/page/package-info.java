/**
 * The page for people at {@code /}: how each cluster stands, and the command that restores it to a moment. In come
 * values of {@code http} and a clock, out goes HTML that needs no script and nothing from elsewhere. It knows neither
 * stores nor clusters, and asks nobody.
 */
@NullMarked
package io.pgcairn.daemon.page;

import org.jspecify.annotations.NullMarked;
