package io.pgcairn.daemon.service;

import io.pgcairn.daemon.tier.ObjectRepair;
import io.pgcairn.daemon.tier.RepairQueue;
import io.pgcairn.storage.ObjectKey;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the log how objects that a reader found damaged were mended. */
record RepairReport(String cluster) implements RepairQueue.Listener {
    private static final Logger LOG = LoggerFactory.getLogger("io.pgcairn.tier");

    @Override
    public void repaired(ObjectKey key, String tier, ObjectRepair.Outcome outcome) {
        switch (outcome) {
            case ObjectRepair.Outcome.Mended(String from) ->
                LOG.atWarn()
                        .addKeyValue("cluster", cluster)
                        .addKeyValue("tier", tier)
                        .addKeyValue("object", key)
                        .addKeyValue("from", from)
                        .addKeyValue("hint", "look after the disk or the bucket of this tier; pgcairn repair --read")
                        .log("an object was damaged or missing on a tier and is mended from another");
            case ObjectRepair.Outcome.Whole() ->
                LOG.atDebug().addKeyValue("object", key).log("an object could not be read and is whole by now");
            case ObjectRepair.Outcome.Failed(IOException cause) ->
                LOG.atError()
                        .addKeyValue("cluster", cluster)
                        .addKeyValue("tier", tier)
                        .addKeyValue("object", key)
                        .addKeyValue("error", cause.getMessage())
                        .addKeyValue(
                                "hint", "no tier has a whole copy, or the tier refuses it; pgcairn repair shows all")
                        .log("an object is damaged or missing on a tier and could not be mended");
        }
    }
}
