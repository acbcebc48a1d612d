package io.pgcairn.storage.azure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.pgcairn.storage.InvalidStoreSettingsException;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Locations that are taken, and those that are refused. */
class AzureLocationTest {
    @ParameterizedTest
    @CsvSource({
        "azure://account1/some-container, azure://account1/some-container, ''",
        "azure://account1/some-container/, azure://account1/some-container, ''",
        "azure://account1/some-container/a/b, azure://account1/some-container/a/b, a/b/",
        "azure://account1/some-container/a/b/, azure://account1/some-container/a/b, a/b/",
    })
    void takes_an_account_a_container_and_a_prefix(String text, String shown, String root) throws Exception {
        AzureLocation location = AzureLocation.parse(URI.create(text));
        assertEquals(shown, location.toString());
        assertEquals(root + "wal/x", location.blobName("wal/x"));
        assertEquals(location, AzureLocation.parse(URI.create(location.toString())));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "s3://account1/container",
                "azure:account1",
                "azure:///container",
                "azure://ac/container",
                "azure://Account/container",
                "azure://account.blob.core.windows.net/container",
                "azure://account1",
                "azure://account1/",
                "azure://account1/Container",
                "azure://account1/a--b",
                "azure://account1/-ab",
                "azure://account1/$root",
                "azure://account1/container//a",
                "azure://account1/container/../a",
                "azure://account1/container/a%20b",
                "azure://account1/container?x=1",
                "azure://account1/container#x",
                "azure://someone@account1/container",
            })
    void refuses_what_is_no_place_in_azure(String text) {
        assertThrows(InvalidStoreSettingsException.class, () -> AzureLocation.parse(URI.create(text)));
    }

    @Test
    void does_not_repeat_a_signature_that_stands_in_the_location() {
        InvalidStoreSettingsException refused = assertThrows(
                InvalidStoreSettingsException.class,
                () -> AzureLocation.parse(URI.create("azure://account1/container?sv=1&sig=c2VjcmV0")));
        assertFalse(String.valueOf(refused.getMessage()).contains("c2VjcmV0"), refused.getMessage());
    }

    @Test
    void leaves_room_for_the_longest_key() {
        String most = "azure://account1/container/" + "p".repeat(123);
        assertEquals(most, assertTaken(most));
        assertThrows(InvalidStoreSettingsException.class, () -> AzureLocation.parse(URI.create(most + "p")));
    }

    private static String assertTaken(String text) {
        try {
            return AzureLocation.parse(URI.create(text)).toString();
        } catch (InvalidStoreSettingsException e) {
            throw new AssertionError(e);
        }
    }
}
