/** Tests of base backups, without and with servers. */
@NullMarked
package io.pgcairn.daemon.basebackup;

import org.jspecify.annotations.NullMarked;
