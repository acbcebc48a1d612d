package io.pgcairn.daemon.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version that the build wrote into the program's archive. */
public final class VersionText implements IVersionProvider {
    private static final String WRITTEN_BY_BUILD = "/META-INF/maven/io.pgcairn/pgcairn-daemon/pom.properties";

    @Override
    public String[] getVersion() {
        return new String[] {read()};
    }

    /** The program and its version, as {@code pgcairn 1.2.3}. */
    public static String read() {
        Properties properties = new Properties();
        try (InputStream in = VersionText.class.getResourceAsStream(WRITTEN_BY_BUILD)) {
            if (in != null) {
                properties.load(in);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the program's archive cannot be read", e);
        }
        return "pgcairn " + properties.getProperty("version", "(not packaged)");
    }
}
