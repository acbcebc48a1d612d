package io.pgcairn.daemon.setup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.daemon.cli.InitRequest;
import io.pgcairn.daemon.fault.Fault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Arguments are read by every user of a host. */
class SpokenSecretsTest {
    @TempDir
    private Path directory = Path.of("");

    private static InitRequest request(String postgres, String store, Map<String, String> options) {
        return new InitRequest(
                Optional.empty(),
                Optional.empty(),
                Optional.of(postgres),
                List.of(new InitRequest.Store(store, options)),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                false);
    }

    private static void requireRefused(InitRequest request, String better) {
        var refused = assertThrows(SetupException.class, () -> SpokenSecrets.resolve(request));
        assertEquals(Fault.USAGE, refused.fault());
        assertFalse(refused.toString().contains("hush"), refused.toString());
        assertTrue(refused.hint().endsWith(better), refused.hint());
    }

    @Test
    void a_secret_among_the_arguments_is_refused_and_not_repeated() {
        requireRefused(request("postgresql://u:hush@h/", "/b", Map.of()), "--postgres @FILE");
        requireRefused(request("postgresql://h/?password=hush", "/b", Map.of()), "--postgres @FILE");
        requireRefused(request("postgresql:///", "s3://u:hush@b/", Map.of()), "--store @FILE");
        requireRefused(
                request("postgresql:///", "s3://b/", Map.of("secret_access_key", "hush")),
                "--option secret_access_key=@FILE");
    }

    @Test
    void values_come_from_files() throws Exception {
        Path key = Files.writeString(directory.resolve("key"), "hush=1 \"@\n");
        Path uri = Files.writeString(directory.resolve("uri"), "postgresql://u:hush@h/\n");
        InitRequest read = SpokenSecrets.resolve(
                request("@" + uri, "s3://b/", Map.of("secret_access_key", "@" + key, "region", "eu-1")));
        assertEquals(Optional.of("postgresql://u:hush@h/"), read.postgres());
        assertEquals(
                Map.of("secret_access_key", "hush=1 \"@", "region", "eu-1"),
                read.stores().getFirst().options());
    }

    @Test
    void a_file_without_a_value_is_named() throws Exception {
        Path empty = Files.writeString(directory.resolve("empty"), "\n");
        for (Path file : List.of(empty, directory.resolve("none"))) {
            var refused = assertThrows(
                    SetupException.class, () -> SpokenSecrets.resolve(request("@" + file, "/b", Map.of())));
            assertTrue(refused.toString().contains("--postgres: " + file), refused.getMessage());
        }
    }

    @Test
    void files_of_secrets_and_harmless_options_may_be_said() throws Exception {
        Map<String, String> options = Map.of("credentials_file", "/etc/pgcairn/gcs.json", "region", "eu-1");
        InitRequest said = request("postgresql://u@h/?sslmode=verify-full", "gs://b/x", options);
        assertEquals(said, SpokenSecrets.resolve(said));
    }
}
