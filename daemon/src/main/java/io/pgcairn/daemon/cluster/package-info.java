/**
 * A configured cluster, opened: its tiers, its keys, and how its server is reached. In comes the configuration, whose
 * words become the rooms' own settings here; out go the opened parts, of which nothing is connected yet. It knows
 * neither what they are used for nor who asks.
 */
@NullMarked
package io.pgcairn.daemon.cluster;

import org.jspecify.annotations.NullMarked;
