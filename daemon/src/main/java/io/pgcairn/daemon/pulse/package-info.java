/**
 * Signs of life of the daemon's loops: each says by when it gives the next one, and who is late is stuck. In come
 * promises, out goes who broke one. It knows neither what a loop does nor who asks.
 */
@NullMarked
package io.pgcairn.daemon.pulse;

import org.jspecify.annotations.NullMarked;
