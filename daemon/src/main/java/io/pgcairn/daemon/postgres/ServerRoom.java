package io.pgcairn.daemon.postgres;

import java.time.Instant;
import java.util.Optional;

/**
 * What a server has left for one who streams from it.
 *
 * @param walLevel minimal, replica or logical
 * @param senders max_wal_senders
 * @param sendersInUse walsenders that run
 * @param slots max_replication_slots
 * @param slotsInUse slots that exist
 * @param written how far it has written WAL; empty on a standby
 * @param clock what its clock says
 */
public record ServerRoom(
        String walLevel,
        int senders,
        int sendersInUse,
        int slots,
        int slotsInUse,
        Optional<Lsn> written,
        Instant clock) {}
