package io.pgcairn.storage.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The reference page and {@code --help} list the options of all backends; that must not cost loading their SDKs. */
class SdkFreeTest {
    @Test
    void lists_its_options_in_a_java_that_has_no_sdk_at_all() throws Exception {
        String classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains("awssdk") && !entry.contains("httpcomponents"))
                .collect(Collectors.joining(File.pathSeparator));
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classPath,
                        OptionsListing.class.getName())
                .redirectErrorStream(true)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), printed);
        List<String> lines = printed.lines().toList();
        assertEquals("scheme s3", lines.getFirst());
        assertTrue(lines.contains("storage_class_wal"), printed);
        assertEquals("no SDK", lines.getLast());
    }
}
