package io.pgcairn.daemon;

import io.pgcairn.daemon.cli.Terminal;
import java.nio.file.Path;

/** The program's entry. */
public final class Main {
    private Main() {}

    /** The launcher names the directory it is installed in as the property {@code pgcairn.home}. */
    public static void main(String[] args) {
        Path home = Path.of(System.getProperty("pgcairn.home", ""));
        boolean debug = System.getenv("PGCAIRN_DEBUG") != null;
        Wiring wiring = new Wiring(new Terminal(System.out, System.err), home, debug, System.getenv());
        System.exit(wiring.commandLine().execute(args));
    }
}
