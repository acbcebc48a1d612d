/**
 * Measurements: programs that the scripts in {@code docs/benchmarks} run, one each. Real WAL goes in, or random bytes
 * as sealed ones look; tables of megabytes a CPU second go out. No test lives here, no build runs them, and nothing of
 * it is packed.
 */
@NullMarked
package io.pgcairn.daemon.bench;

import org.jspecify.annotations.NullMarked;
