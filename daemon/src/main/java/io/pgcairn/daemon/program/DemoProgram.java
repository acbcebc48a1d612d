package io.pgcairn.daemon.program;

import io.pgcairn.daemon.cli.DemoRunner;
import io.pgcairn.daemon.demo.Demo;
import io.pgcairn.daemon.demo.DemoSettings;
import io.pgcairn.daemon.demo.Program;
import io.pgcairn.daemon.fault.CairnException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;

/** Plays the demonstration with this very program: the same Java, the same classes. */
public final class DemoProgram implements DemoRunner {
    private final String mainClass;
    private final Path home;
    private final PrintStream out;
    private final Clock clock;

    /**
     * A demonstration that is not yet played.
     *
     * @param mainClass where this program begins, which this room does not know
     * @param home where it is installed
     * @param out takes the story
     */
    public DemoProgram(String mainClass, Path home, PrintStream out, Clock clock) {
        this.mainClass = mainClass;
        this.home = home;
        this.out = out;
        this.clock = clock;
    }

    @Override
    public boolean play(Play play) throws CairnException, InterruptedException {
        Program program = new Program(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                System.getProperty("java.class.path"),
                mainClass,
                home.toAbsolutePath().normalize());
        return new Demo(program, out, clock).play(new DemoSettings(play.postgresBin(), play.keep(), play.rows()));
    }
}
