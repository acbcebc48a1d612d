/**
 * What the daemon tells systemd, or whoever else started it and listens on a notify socket. In come states and
 * sentences, out go datagrams. It knows nothing of clusters. Nothing here throws: whoever is told may be deaf.
 */
@NullMarked
package io.pgcairn.daemon.systemd;

import org.jspecify.annotations.NullMarked;
