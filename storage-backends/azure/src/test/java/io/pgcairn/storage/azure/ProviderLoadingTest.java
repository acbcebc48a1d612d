package io.pgcairn.storage.azure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.storage.ObjectStoreProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The provider is found, and asked for its options, without Azure's client. */
class ProviderLoadingTest {
    @TempDir
    Path directory;

    /** What a program does that lists backends, in a Java of its own. */
    static final class ListOptions {
        private ListOptions() {}

        public static void main(String[] arguments) {
            for (ObjectStoreProvider provider : ServiceLoader.load(ObjectStoreProvider.class)) {
                provider.options().forEach(option -> System.out.println(provider.scheme() + " " + option.name()));
            }
        }
    }

    @Test
    void loads_no_class_of_the_client_to_tell_its_options() throws Exception {
        Path log = directory.resolve("classes.log");
        String printed = ForkedJava.run(
                directory,
                Map.of(),
                List.of("-Xlog:class+load:file=" + log, "-Xshare:off"),
                List.of(ListOptions.class.getName()));
        assertTrue(printed.contains("azure sas_token_file"), printed);
        assertTrue(printed.contains("azure access_tier_wal"), printed);
        List<String> loaded = Files.readAllLines(log);
        assertTrue(
                loaded.stream().anyMatch(line -> line.contains(" io.pgcairn.storage.azure.AzureOptions ")), "the log");
        List<String> foreign = loaded.stream()
                .filter(line -> line.matches(".* (com\\.azure|com\\.microsoft|reactor|org\\.slf4j)\\..*"))
                .toList();
        assertEquals(List.of(), foreign);
    }
}
