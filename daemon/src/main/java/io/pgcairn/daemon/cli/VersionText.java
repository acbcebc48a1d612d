package io.pgcairn.daemon.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The version that the build wrote into the program's archive. */
public final class VersionText implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {read()};
    }

    /** The program and its version, as {@code pgcairn 1.2.3}. */
    public static String read() {
        String packaged = VersionText.class.getPackage().getImplementationVersion();
        return "pgcairn " + Optional.ofNullable(packaged).orElse("(not packaged)");
    }
}
