package io.pgcairn.daemon.catalog;

/**
 * One lineage, opened: its facts, its WAL, its base backups and its dumps.
 *
 * @param id which cluster and initdb
 * @param facts what {@code lineage.json} says
 */
public record Lineage(LineageId id, LineageRecord facts, WalArchive wal, BackupArchive backups, DumpArchive dumps) {}
