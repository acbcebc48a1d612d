package io.pgcairn.daemon.e2e;

import java.util.Set;

/** Keeps what the tests' own host is set to from the programs that they start. */
final class CleanEnvironment {
    private static final Set<String> OF_SYSTEMD =
            Set.of("RUNTIME_DIRECTORY", "CACHE_DIRECTORY", "CREDENTIALS_DIRECTORY", "NOTIFY_SOCKET", "WATCHDOG_USEC");

    private CleanEnvironment() {}

    /** Takes away the variables of pgcairn, of libpq and of systemd. */
    static ProcessBuilder of(ProcessBuilder builder) {
        builder.environment().keySet().removeIf(name -> name.startsWith("PG") || OF_SYSTEMD.contains(name));
        return builder;
    }
}
