package io.pgcairn.storage.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.storage.InvalidStoreSettingsException;
import io.pgcairn.storage.s3.RecordingServer.Answer;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A prefix that is full of what others put there. */
class ForeignListingTest {
    private static final String FOREIGN = """
            <ListBucketResult><IsTruncated>true</IsTruncated><NextContinuationToken>t</NextContinuationToken>
            <Contents><Key>some/prefix/not a key</Key><Size>1</Size>
            <LastModified>2026-11-21T12:00:00.000Z</LastModified></Contents></ListBucketResult>""";

    @TempDir
    Path directory;

    @Test
    void gives_up_where_page_after_page_holds_nothing_of_ours() throws Exception {
        try (RecordingServer server = RecordingServer.start(asked -> Answer.xml(200, FOREIGN));
                S3Objects objects = new RecordedStore(server.endpoint(), directory).open(Map.of())) {
            InvalidStoreSettingsException failure =
                    assertThrows(InvalidStoreSettingsException.class, () -> objects.list("", "", 1000));
            assertTrue(failure.hint().contains("prefix of its own"), failure.hint());
            assertEquals(1000, server.asked().size());
        }
    }
}
