package io.pgcairn.daemon.catalog;

import io.pgcairn.daemon.postgres.SegmentName;
import io.pgcairn.daemon.postgres.SegmentSize;
import io.pgcairn.storage.ObjectInfo;
import io.pgcairn.storage.ObjectLister;
import io.pgcairn.storage.ObjectPage;
import io.pgcairn.storage.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds where each timeline's WAL begins in a store, in a request a timeline however many segments there are. */
final class FirstSegments {
    /** Enough for what sorts before a timeline's first segment: histories of it and of timelines without WAL. */
    private static final int PAGE = 20;

    private final ObjectLister store;
    private final WalNames names;

    FirstSegments(ObjectLister store, LineageId lineage, SegmentSize size) {
        this.store = store;
        this.names = new WalNames(lineage, size);
    }

    /** The first segment of each timeline of which anything is held, whole or as tails; by timeline, ascending. */
    List<SegmentName> find() throws StoreException {
        List<SegmentName> found = new ArrayList<>();
        String after = "";
        while (true) {
            ObjectPage page = store.list(names.prefix(), after, PAGE);
            if (page.objects().isEmpty()) {
                return found;
            }
            Optional<SegmentName> first = firstOf(page);
            first.ifPresent(found::add);
            after = first.map(segment -> names.behind(segment.timeline()))
                    .orElseGet(() -> page.objects().getLast().key().value());
        }
    }

    private Optional<SegmentName> firstOf(ObjectPage page) {
        return page.objects().stream()
                .map(ObjectInfo::key)
                .map(names::parse)
                .flatMap(name -> switch (name) {
                    case StoredName.Segment segment -> Optional.of(segment.segment()).stream();
                    case StoredName.Tail tail -> Optional.of(tail.segment()).stream();
                    case StoredName.History _, StoredName.Foreign _ -> Optional.<SegmentName>empty().stream();
                })
                .findFirst();
    }
}
