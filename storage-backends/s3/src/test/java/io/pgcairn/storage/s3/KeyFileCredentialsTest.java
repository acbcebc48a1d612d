package io.pgcairn.storage.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.pgcairn.storage.StoreForbiddenException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.core.exception.SdkClientException;

class KeyFileCredentialsTest {
    @TempDir
    Path directory;

    @BeforeEach
    void writePair() throws Exception {
        write("id", "first", 1);
        write("secret", "s1", 1);
    }

    @Test
    void reads_the_files_again_once_they_have_changed() throws Exception {
        KeyFileCredentials credentials = pair(Optional.empty());
        assertEquals("first", credentials.resolveCredentials().accessKeyId());
        write("id", "second", 2);
        write("secret", "s2", 2);
        assertEquals("second", credentials.resolveCredentials().accessKeyId());
        assertEquals("s2", credentials.resolveCredentials().secretAccessKey());
    }

    @Test
    void holds_on_to_the_old_pair_while_a_file_is_being_replaced() throws Exception {
        KeyFileCredentials credentials = pair(Optional.empty());
        assertEquals("first", credentials.resolveCredentials().accessKeyId());
        write("id", "", 3);
        assertEquals("first", credentials.resolveCredentials().accessKeyId());
        Files.delete(directory.resolve("id"));
        assertEquals("first", credentials.resolveCredentials().accessKeyId());
        write("id", "third", 4);
        assertEquals("third", credentials.resolveCredentials().accessKeyId());
    }

    @Test
    void sends_a_session_token_along() throws Exception {
        write("token", "t", 1);
        KeyFileCredentials credentials = pair(Optional.of(directory.resolve("token")));
        assertEquals(
                "t",
                assertInstanceOf(AwsSessionCredentials.class, credentials.resolveCredentials())
                        .sessionToken());
    }

    @Test
    void says_which_file_is_empty_and_never_what_is_in_the_other() throws Exception {
        write("id", "\n", 1);
        SdkClientException failure = assertThrows(SdkClientException.class, pair(Optional.empty())::resolveCredentials);
        StoreForbiddenException told = assertInstanceOf(StoreForbiddenException.class, failure.getCause());
        assertFalse(String.valueOf(told.getMessage()).contains("s1"), told.getMessage());
    }

    private KeyFileCredentials pair(Optional<Path> token) {
        return new KeyFileCredentials(
                new Access.FromFiles(directory.resolve("id"), directory.resolve("secret"), token));
    }

    private void write(String name, String text, long second) throws Exception {
        Path file = Files.writeString(directory.resolve(name), text);
        Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(second)));
    }
}
