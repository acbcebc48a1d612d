package io.pgcairn.daemon.upkeep;

import io.pgcairn.daemon.catalog.ArchiveName;
import io.pgcairn.daemon.pipeline.CorruptFrameException;
import io.pgcairn.daemon.tier.WantedObjects;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the plans say of one tier, for those who copy to it and mend it.
 *
 * @param tier its name
 */
record PlannedObjects(TierPlans plans, String tier) implements WantedObjects {
    private static final Logger LOG = LoggerFactory.getLogger(PlannedObjects.class);

    @Override
    public boolean wants(ArchiveName name) {
        return plans.wants(tier, name);
    }

    /** A damaged mark must not keep WAL from being copied, nor itself from being mended: then the last plan stays. */
    @Override
    public void refresh() throws IOException {
        try {
            plans.refresh(tier);
        } catch (CorruptFrameException e) {
            LOG.atWarn()
                    .addKeyValue("tier", tier)
                    .addKeyValue("error", e.getMessage())
                    .log("what the tier is to hold could not be planned anew; pgcairn repair may mend the object");
        }
    }
}
