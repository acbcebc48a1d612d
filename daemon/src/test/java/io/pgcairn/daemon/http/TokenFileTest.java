package io.pgcairn.daemon.http;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenFileTest {
    private static final String OLD = "0123456789abcdef";
    private static final String NEW = "fedcba9876543210";

    @TempDir
    private Path directory;

    private Path file;

    @BeforeEach
    void name() {
        file = directory.resolve("tokens");
    }

    private void write(String text) throws IOException {
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    }

    @Test
    void each_line_lets_in_but_comments_and_parts_do_not() throws Exception {
        write("# rotated in March\n" + OLD + "\n\n  " + NEW + "  \n");
        TokenFile tokens = new TokenFile(file);
        assertTrue(tokens.lets(OLD));
        assertTrue(tokens.lets(NEW));
        assertFalse(tokens.lets("# rotated in March"));
        assertFalse(tokens.lets(OLD.substring(1)));
        assertFalse(tokens.lets(OLD + "x"));
        assertFalse(tokens.lets(""));
    }

    @Test
    void a_change_is_seen_though_size_and_time_stay() throws Exception {
        write(OLD + "\n");
        TokenFile tokens = new TokenFile(file);
        FileTime written = Files.getLastModifiedTime(file);
        assertTrue(tokens.lets(OLD));
        write(NEW + "\n");
        Files.setLastModifiedTime(file, written);
        assertFalse(tokens.lets(OLD));
        assertTrue(tokens.lets(NEW));
    }

    @Test
    void a_change_of_an_old_file_is_seen() throws Exception {
        write(OLD + "\n");
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-01-01T00:00:00Z")));
        TokenFile tokens = new TokenFile(file);
        assertTrue(tokens.lets(OLD));
        write(NEW + "\n");
        assertTrue(tokens.lets(NEW));
        assertFalse(tokens.lets(OLD));
    }

    @Test
    void a_file_that_goes_bad_lets_nobody_in_until_it_is_good_again() throws Exception {
        write(OLD + "\n");
        TokenFile tokens = new TokenFile(file);
        Files.delete(file);
        assertFalse(tokens.lets(OLD));
        write("short\n");
        assertFalse(tokens.lets(OLD));
        assertFalse(tokens.lets("short"));
        write(OLD + "\n");
        assertTrue(tokens.lets(OLD));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# only a comment\n", "tooshort\n", "0123456789 abcdef\n", "0123456789abcdé\n"})
    void a_file_without_a_good_token_is_refused(String text) throws Exception {
        write(text);
        assertThrows(ListenFailure.class, () -> new TokenFile(file));
    }

    @Test
    void a_file_that_everybody_may_read_is_refused() throws Exception {
        write(OLD + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        ListenFailure refused = assertThrows(ListenFailure.class, () -> new TokenFile(file));
        assertTrue(String.valueOf(refused.getMessage()).contains("may be read by everybody"));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--------"));
        assertTrue(new TokenFile(file).lets(OLD));
    }

    @Test
    void a_missing_file_is_refused() {
        ListenFailure refused = assertThrows(ListenFailure.class, () -> new TokenFile(file));
        assertTrue(String.valueOf(refused.getMessage()).contains("is not there"));
    }
}
