package io.pgcairn.daemon.catalog;

import com.fasterxml.jackson.jr.ob.JSON;
import io.pgcairn.daemon.pipeline.CorruptFrameException;
import io.pgcairn.daemon.postgres.SegmentSize;
import io.pgcairn.daemon.postgres.SystemId;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * What {@code lineage.json} says: the facts of an initdb that never change.
 *
 * @param systemId the cluster's system identifier
 * @param postgresMajor PostgreSQL's major version, such as 18
 * @param segmentSize the size of WAL segments
 * @param created when the first daemon met the lineage
 */
public record LineageRecord(SystemId systemId, int postgresMajor, SegmentSize segmentSize, Instant created) {
    /** The version of the archive's layout that this program writes and reads. */
    public static final int FORMAT = 1;

    public LineageRecord {
        created = created.truncatedTo(ChronoUnit.MILLIS);
    }

    byte[] toJson() throws IOException {
        return JSON.std
                .with(JSON.Feature.PRETTY_PRINT_OUTPUT)
                .composeBytes()
                .startObject()
                .put("format", FORMAT)
                .put("systemId", systemId.toString())
                .put("postgresMajor", postgresMajor)
                .put("segmentBytes", segmentSize.bytes())
                .put("created", created.toString())
                .end()
                .finish();
    }

    static LineageRecord fromJson(byte[] json) throws IOException {
        JsonFields fields = JsonFields.parse("lineage.json", json);
        fields.requireFormat(FORMAT);
        try {
            return new LineageRecord(
                    SystemId.parse(fields.text("systemId")),
                    (int) fields.number("postgresMajor"),
                    new SegmentSize((int) fields.number("segmentBytes")),
                    Instant.parse(fields.text("created")));
        } catch (IllegalArgumentException | java.time.DateTimeException e) {
            throw new CorruptFrameException("lineage.json says something impossible: " + e.getMessage(), e);
        }
    }
}
