/**
 * Taking base backups: the server is told, its files are read and bundled into packs by several workers at once, both
 * manifests are written on the way, and the commit mark is written once all WAL of the backup is durable. In come a
 * cluster's connection and lineage, out go objects of the catalog and a record. It does not know how WAL is received,
 * nor how backups are restored or scheduled.
 */
@NullMarked
package io.pgcairn.daemon.basebackup;

import org.jspecify.annotations.NullMarked;
