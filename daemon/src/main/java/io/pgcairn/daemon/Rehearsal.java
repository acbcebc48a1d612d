package io.pgcairn.daemon;

import io.pgcairn.daemon.cli.Terminal;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/**
 * Does in one process what operators do, for Java to keep what it loads and links: the package's cache. Nothing here
 * makes a key, seals or opens: what is kept is linked at each start, and classes that know of Bouncy Castle would each
 * time have the signature of its jar checked, which a listing never needs.
 */
public final class Rehearsal {
    private Rehearsal() {}

    /** The configuration's file is the only word; how the verbs end does not matter. */
    public static void main(String[] args) {
        Path home = Path.of(System.getProperty("pgcairn.home", ""));
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
        List<List<String>> scenes = List.of(
                List.of("--help"),
                List.of("restore", "--help"),
                List.of("list", "--config", args[0]),
                List.of("list", "--json", "--config", args[0]),
                List.of("status", "--config", args[0]));
        for (List<String> scene : scenes) {
            new Wiring(new Terminal(nowhere, nowhere), home, false, System.getenv())
                    .commandLine()
                    .execute(scene.toArray(String[]::new));
        }
    }
}
