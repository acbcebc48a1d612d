package io.pgcairn.daemon.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.pgcairn.daemon.testing.CleanEnvironment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompletionVerbTest {
    private final CommandFixture fixture = new CommandFixture();

    @TempDir
    private Path directory;

    /** What bash offers after these words, the last of which is not finished. */
    private String offered(String words) throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "bash is not installed");
        assertEquals(0, fixture.run("completion", "bash"), fixture.err());
        Path script = Files.writeString(directory.resolve("completion"), fixture.out());
        Path said = directory.resolve("said");
        Process process = CleanEnvironment.of(new ProcessBuilder(
                        "/bin/bash",
                        "--norc",
                        "-c",
                        // Outside of a completion bash complains of compopt; what is offered is the same.
                        "source \"$1\"; COMP_WORDS=($2); COMP_CWORD=$((${#COMP_WORDS[@]} - 1));"
                                + " _complete_pgcairn; echo \"${COMPREPLY[@]}\"",
                        "bash",
                        script.toString(),
                        words))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .redirectOutput(said.toFile())
                .start();
        assertTrue(process.waitFor(2, TimeUnit.MINUTES), "bash hangs");
        return Files.readString(said).strip();
    }

    @Test
    void bash_completes_verbs_and_their_options() throws Exception {
        assertEquals("restore", offered("pgcairn rest"));
        assertEquals("--target-timeline", offered("pgcairn restore --target-timel"));
    }

    @Test
    void bash_is_not_told_of_hidden_verbs() throws Exception {
        assertEquals("", offered("pgcairn ma"));
    }

    @Test
    void another_shell_is_refused() {
        assertEquals(2, fixture.run("completion", "fish"));
        assertTrue(fixture.err().contains("no completion for fish"), fixture.err());
    }
}
