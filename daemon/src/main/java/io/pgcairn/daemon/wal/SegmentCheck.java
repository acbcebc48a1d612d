package io.pgcairn.daemon.wal;

import io.pgcairn.daemon.postgres.SegmentSize;
import io.pgcairn.daemon.postgres.SystemId;
import io.pgcairn.daemon.postgres.WalPageHeader;

/**
 * Looks at a complete segment's first page before it is stored: is it of this cluster, and of this place? Nothing is
 * refused for a magic number that we do not know, so that a new major version is archived like any other.
 */
final class SegmentCheck {
    private final SystemId systemId;
    private final SegmentSize size;

    SegmentCheck(SystemId systemId, SegmentSize size) {
        this.systemId = systemId;
        this.size = size;
    }

    void require(SegmentBuffer segment) throws IntakeException {
        String name = segment.name().fileName(size);
        byte[] first = new byte[WalPageHeader.BYTES];
        segment.slice(0, first.length).get(first);
        WalPageHeader header;
        try {
            header = WalPageHeader.parse(first, 0);
        } catch (IllegalArgumentException e) {
            throw IntakeException.foreign(name, "its first page has no header: " + e.getMessage());
        }
        if (!header.pageAddress().equals(segment.name().start(size))) {
            throw IntakeException.foreign(name, "its first page says it is at " + header.pageAddress());
        }
        if (!header.systemId().equals(systemId)) {
            throw IntakeException.foreign(name, "its system identifier is " + header.systemId() + ", not " + systemId);
        }
    }
}
