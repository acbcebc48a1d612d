/**
 * The configuration file: records that refuse the impossible, and a loader that reports all problems at once.
 *
 * <p>In comes the path of a YAML file, out comes a {@link io.pgcairn.daemon.config.Configuration} or one exception with
 * every problem and its line. Each section declares its keys once, and the parser and the reference page are both made
 * from that. Of other rooms this one knows the schedule, whose words it reads: its records are translated into each
 * room's own settings where the program is wired.
 */
@NullMarked
package io.pgcairn.daemon.config;

import org.jspecify.annotations.NullMarked;
