package io.pgcairn.daemon.demo;

import io.pgcairn.daemon.fault.CairnException;
import java.io.PrintStream;
import java.sql.SQLException;
import java.time.Clock;

/** Loses a database and gets it back, on a server and with a daemon of its own. */
public final class Demo {
    private final Program program;
    private final PrintStream out;
    private final Clock clock;

    /**
     * @param program how pgcairn is run
     * @param out where the story is told
     */
    public Demo(Program program, PrintStream out, Clock clock) {
        this.program = program;
        this.out = out;
        this.clock = clock;
    }

    /**
     * Plays it to its end, in about a minute. Nothing stays behind unless it is to be kept.
     *
     * @return whether all that came back is equal to what was acknowledged
     */
    public boolean play(DemoSettings settings) throws CairnException, InterruptedException {
        try (Stage stage = Stage.open(settings.keep())) {
            return perform(stage, settings);
        }
    }

    private boolean perform(Stage stage, DemoSettings settings) throws CairnException, InterruptedException {
        try {
            return new Play(stage, new Story(out), program, settings, clock).perform();
        } catch (SQLException | CairnException e) {
            if (stage.isClosed()) {
                // Told to end, we killed what this thread was waiting for: that is no failure of what was killed.
                throw DemoException.failed("the demo was interrupted", "play it again; nothing of it runs any more");
            }
            throw e instanceof CairnException known
                    ? known
                    : DemoException.failed("PostgreSQL answered with an error", e);
        }
    }
}
