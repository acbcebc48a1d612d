package io.pgcairn.daemon.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version that the build wrote into the program's archive. */
final class VersionText implements IVersionProvider {
    private static final String WRITTEN_BY_BUILD = "/META-INF/maven/io.pgcairn/pgcairn-daemon/pom.properties";

    @Override
    public String[] getVersion() throws IOException {
        Properties properties = new Properties();
        try (InputStream in = VersionText.class.getResourceAsStream(WRITTEN_BY_BUILD)) {
            if (in != null) {
                properties.load(in);
            }
        }
        return new String[] {"pgcairn " + properties.getProperty("version", "(not packaged)")};
    }
}
