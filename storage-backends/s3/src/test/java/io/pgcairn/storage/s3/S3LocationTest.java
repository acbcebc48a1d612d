package io.pgcairn.storage.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.storage.InvalidStoreSettingsException;
import io.pgcairn.storage.ObjectKey;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class S3LocationTest {
    @ParameterizedTest
    @CsvSource({
        "s3://bucket, bucket, ''",
        "s3://bucket/, bucket, ''",
        "s3://bucket/a, bucket, a/",
        "s3://bucket/a/b/, bucket, a/b/",
        "S3://bucket_with.signs-1/a, bucket_with.signs-1, a/",
    })
    void takes_a_prefix_with_and_without_a_slash(URI location, String bucket, String prefix) throws Exception {
        assertEquals(new S3Location(bucket, prefix), S3Location.of(location));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "s3:bucket",
                "s3:///prefix",
                "gs://bucket",
                "s3://user@bucket",
                "s3://bucket:80/a",
                "s3://bucket/a//b",
                "s3://bucket/a/../b",
                "s3://bucket/%20",
                "s3://bucket/a?b",
                "s3://bucket/a#b",
            })
    void refuses_what_names_no_place(URI location) {
        InvalidStoreSettingsException refused =
                assertThrows(InvalidStoreSettingsException.class, () -> S3Location.of(location));
        assertTrue(refused.hint().contains("s3://bucket/prefix"), refused.hint());
    }

    @Test
    void does_not_repeat_a_secret_that_was_written_into_the_location() {
        for (String location :
                new String[] {"s3://AKIA:hidden@bucket/a", "s3://bucket/a?key=hidden", "s3://b#hidden"}) {
            InvalidStoreSettingsException refused =
                    assertThrows(InvalidStoreSettingsException.class, () -> S3Location.of(URI.create(location)));
            assertFalse(String.valueOf(refused.getMessage()).contains("hidden"), refused.getMessage());
        }
    }

    @Test
    void refuses_a_prefix_that_leaves_too_little_room_for_keys() throws Exception {
        assertEquals(
                124,
                S3Location.of(URI.create("s3://bucket/" + "a".repeat(123)))
                        .prefix()
                        .length());
        URI longer = URI.create("s3://bucket/" + "a".repeat(124));
        assertThrows(InvalidStoreSettingsException.class, () -> S3Location.of(longer));
    }

    @Test
    void maps_keys_to_the_bucket_and_back() {
        S3Location place = new S3Location("bucket", "a/b/");
        assertEquals("a/b/wal/1", place.inBucket(new ObjectKey("wal/1")));
        assertEquals(Optional.of(new ObjectKey("wal/1")), place.inStore("a/b/wal/1"));
        for (String foreign : new String[] {"a/b/", "a/bc", "a/b/x y", "a/b//x", "a/b/x/", "other"}) {
            assertEquals(Optional.empty(), place.inStore(foreign), foreign);
        }
    }
}
