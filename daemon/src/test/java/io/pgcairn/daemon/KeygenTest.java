package io.pgcairn.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.daemon.cli.Terminal;
import io.pgcairn.daemon.testing.CleanEnvironment;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeygenTest {
    private static final Path AGE_KEYGEN = Path.of("/usr/bin/age-keygen");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    private Path directory;

    @Test
    void a_key_that_was_made_shows_the_same_public_key_again() throws Exception {
        String key = directory.resolve("key.txt").toString();

        assertEquals(0, pgcairn("keygen", "--output", key));
        String told = text(err).strip().replace("Public key: ", "");
        assertTrue(told.matches("age1[0-9a-z]{58}"), told);
        assertEquals(0, pgcairn("keygen", "--public", key));
        assertEquals(told, text(out).strip());
    }

    @Test
    void age_keygen_reads_our_key_and_we_read_its() throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(AGE_KEYGEN), "age-keygen (Debian package age) is not installed");
        File answer = directory.resolve("answer").toFile();
        String ours = directory.resolve("ours.txt").toString();
        String theirs = directory.resolve("theirs.txt").toString();

        assertEquals(0, pgcairn("keygen", "--output", ours));
        assertEquals(0, ageKeygen(answer, "-y", ours));
        assertEquals(
                text(err).strip(),
                "Public key: " + Files.readString(answer.toPath()).strip());

        assertEquals(0, ageKeygen(answer, "-o", theirs));
        assertEquals(0, ageKeygen(answer, "-y", theirs));
        assertEquals(0, pgcairn("keygen", "--public", theirs));
        assertEquals(Files.readString(answer.toPath()), text(out));
    }

    @Test
    void a_key_file_that_is_missing_or_is_none_has_its_own_error() throws Exception {
        Path wrong = Files.writeString(directory.resolve("wrong.txt"), "AGE-SECRET-KEY-1TYPO\n");

        assertEquals(33, pgcairn("keygen", "--public", directory.resolve("none").toString()));
        assertEquals(33, pgcairn("keygen", "--public", wrong.toString()));
        assertTrue(text(err).contains("hint: "), text(err));
        assertTrue(!text(err).contains("1TYPO"), "a mistyped secret is still a secret");
    }

    private static int ageKeygen(File answer, String... arguments) throws Exception {
        String[] command = new String[arguments.length + 1];
        command[0] = AGE_KEYGEN.toString();
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        return CleanEnvironment.of(new ProcessBuilder(command))
                .redirectOutput(answer)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    private int pgcairn(String... arguments) {
        Terminal terminal = new Terminal(
                new PrintStream(out, true, StandardCharsets.UTF_8), new PrintStream(err, true, StandardCharsets.UTF_8));
        return new Wiring(terminal, java.nio.file.Path.of(""), false, java.util.Map.of())
                .commandLine()
                .execute(arguments);
    }

    private static String text(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8);
    }
}
