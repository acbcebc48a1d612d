/**
 * A server of Google Cloud Storage's JSON API in memory, for one bucket, that takes nothing which Google's documents do
 * not allow: an unknown parameter, a part out of place, a checksum that is not the body's. What it refuses so it also
 * remembers as a fault of the client, and a test asks for that at its end.
 *
 * <p>For tests only. It can be told to break connections, which no real server does on demand.
 */
@NullMarked
package io.pgcairn.storage.servers.gcs;

import org.jspecify.annotations.NullMarked;
