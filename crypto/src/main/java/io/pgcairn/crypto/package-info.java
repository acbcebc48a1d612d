/**
 * Sealing and opening byte streams in the age v1 format (C2SP specification age-encryption.org/v1).
 *
 * <p>In come plain bytes, recipients and identities; out go age files that any age implementation opens. This room
 * knows nothing of PostgreSQL, of object stores, or of what the bytes mean. Bouncy Castle lives only here.
 */
@NullMarked
package io.pgcairn.crypto;

import org.jspecify.annotations.NullMarked;
