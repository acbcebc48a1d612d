package io.pgcairn.storage.gcs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A daemon that stores elsewhere pays nothing for Google's client. */
class ProviderLoadsNoClientTest {
    @Test
    void tells_its_options_without_a_class_of_google_s() throws Exception {
        String output = run();
        assertTrue(output.contains("gs " + GcsOptions.ALL.size()), output);
        assertTrue(output.contains("io.pgcairn.storage.gcs.GcsObjectStoreProvider"), "classes are logged");
        List<String> loaded = output.lines()
                .filter(line -> line.contains(" com.google.") || line.contains(" io.opencensus."))
                .toList();
        assertEquals(List.of(), loaded);
    }

    private static String run() throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(
                        java,
                        "-Xlog:class+load",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        ProviderOnItsOwn.class.getName())
                .redirectErrorStream(true)
                .start();
        try {
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(0, process.waitFor(), output);
            return output;
        } finally {
            process.destroyForcibly();
        }
    }
}
