package io.pgcairn.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Both directions against the reference implementation, as Debian packages it. */
class AgeOracleIT {
    @TempDir
    private Path directory = Path.of("");

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65535, 65536, 65537, (2 << 20) + 7})
    void age_opens_what_we_seal(int length) throws Exception {
        Path key = write("key.txt", new KeyFile(Samples.ALICE, Instant.EPOCH).render());
        byte[] sealed = Samples.seal(Samples.plain(length), Samples.BOB.recipient(), Samples.ALICE.recipient());
        Path file = Files.write(directory.resolve("sealed.age"), sealed);
        Path opened = directory.resolve("opened");
        assertEquals(
                0,
                run("age", "-d", "-i", key.toString(), "-o", opened.toString(), file.toString())
                        .exit());
        // age makes no file when there is nothing to write to it
        assertArrayEquals(Samples.plain(length), Files.exists(opened) ? Files.readAllBytes(opened) : new byte[0]);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65535, 65536, 65537, (2 << 20) + 7})
    void we_open_what_age_seals(int length) throws Exception {
        Path plain = Files.write(directory.resolve("plain"), Samples.plain(length));
        for (String armor : List.of("", "-a")) {
            Path sealed = directory.resolve("sealed" + armor + ".age");
            Stream<String> command = Stream.of(
                    "age",
                    armor,
                    "-r",
                    Samples.BOB.recipient().toString(),
                    "-r",
                    Samples.ALICE.recipient().toString(),
                    "-o",
                    sealed.toString(),
                    plain.toString());
            assertEquals(
                    0,
                    run(command.filter(part -> !part.isEmpty()).toArray(String[]::new))
                            .exit());
            assertArrayEquals(Samples.plain(length), Samples.open(Files.readAllBytes(sealed), Samples.ALICE));
        }
    }

    @Test
    void age_refuses_a_file_that_was_cut_at_the_end_of_a_chunk() throws Exception {
        Path key = write("key.txt", new KeyFile(Samples.ALICE, Instant.EPOCH).render());
        byte[] sealed = Samples.seal(Samples.plain(100_000), Samples.ALICE.recipient());
        byte[] cut = Arrays.copyOf(sealed, Samples.payloadOffset(sealed) + Samples.SEALED_CHUNK);
        Path file = Files.write(directory.resolve("cut.age"), cut);
        assertNotEquals(
                0, run("age", "-d", "-i", key.toString(), file.toString()).exit());
    }

    @Test
    void age_opens_what_we_seal_with_a_passphrase() throws Exception {
        assumeTrue(isInstalled("script"), "script (Debian package bsdutils) is missing: age asks a terminal");
        byte[] sealed = Samples.seal(Samples.plain(1000), new ScryptRecipient("correct horse".toCharArray(), 12));
        Path file = Files.write(directory.resolve("sealed.age"), sealed);
        Path opened = directory.resolve("opened");
        Path typed = write("typed", "correct horse\n");
        assumeTrue(isInstalled("age"), "age (Debian package age) is missing");
        var process = new ProcessBuilder("script", "-qec", "age -d -o " + opened + " " + file, "/dev/null")
                .redirectInput(typed.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("said").toFile())
                .start();
        assertEquals(0, exitOf(process), () -> "age failed in " + directory);
        assertArrayEquals(Samples.plain(1000), Files.readAllBytes(opened));
    }

    @Test
    void age_keygen_reads_our_key_file() throws Exception {
        Path key = write("key.txt", new KeyFile(Samples.ALICE, Instant.EPOCH).render());
        assertEquals(
                Samples.ALICE.recipient().toString(),
                run("age-keygen", "-y", key.toString()).output().strip());
    }

    @Test
    void we_read_the_key_file_of_age_keygen() throws Exception {
        Path key = directory.resolve("by-age.txt");
        assertEquals(0, run("age-keygen", "-o", key.toString()).exit());
        Optional<Recipient> ours = Identity.readFile(key).getFirst().publicRecipient();
        assertEquals(
                run("age-keygen", "-y", key.toString()).output().strip(),
                ours.orElseThrow().toString());
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }

    private record Outcome(int exit, String output) {}

    private Outcome run(String... command) throws Exception {
        assumeTrue(isInstalled(command[0]), command[0] + " (Debian package age) is missing");
        Path output = directory.resolve("output");
        Process process = new ProcessBuilder(command)
                .redirectOutput(output.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        return new Outcome(exitOf(process), Files.readString(output, StandardCharsets.ISO_8859_1));
    }

    private static int exitOf(Process process) throws InterruptedException {
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("no answer within a minute: " + process.info());
        }
        return process.exitValue();
    }

    private static boolean isInstalled(String program) {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }
}
