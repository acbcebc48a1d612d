package io.pgcairn.daemon.basebackup;

import io.pgcairn.daemon.catalog.BackupId;
import java.util.OptionalLong;

/**
 * How far a backup is.
 *
 * @param id its label
 * @param files how many files were read
 * @param bytes their sizes summed
 * @param totalBytes how many bytes there are about, by the sizes of the databases; empty if the server did not say
 */
public record BackupProgress(BackupId id, long files, long bytes, OptionalLong totalBytes) {}
