package io.pgcairn.daemon.program;

import io.pgcairn.daemon.catalog.Lineage;
import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.fault.Fault;
import io.pgcairn.daemon.postgres.SystemId;
import java.util.List;

/** A tier holds no lineage of this system identifier. */
final class UnknownLineageException extends CairnException {
    private static final long serialVersionUID = 1L;

    UnknownLineageException(SystemId named, String tier, List<Lineage> known) {
        super(
                Fault.NO_BACKUP,
                "tier " + tier + " holds nothing of the lineage " + named,
                "it holds "
                        + String.join(
                                ", ",
                                known.stream()
                                        .map(each -> each.id().systemId() + " (PostgreSQL "
                                                + each.facts().postgresMajor() + ")")
                                        .toList()),
                null);
    }
}
