package io.pgcairn.daemon.testing;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Keeps what the tests' own host is set to from the programs that they start. */
public final class CleanEnvironment {
    private static final Set<String> NAMES = Set.of(
            // systemd's, where the tests run as a service.
            "RUNTIME_DIRECTORY",
            "STATE_DIRECTORY",
            "CACHE_DIRECTORY",
            "CREDENTIALS_DIRECTORY",
            "NOTIFY_SOCKET",
            "WATCHDOG_USEC",
            "WATCHDOG_PID",
            "LISTEN_FDS",
            // What a language or a time zone makes of messages and times.
            "LANG",
            "LANGUAGE",
            "TZ",
            // Java tells of these on standard error.
            "JAVA_TOOL_OPTIONS",
            "_JAVA_OPTIONS",
            "JDK_JAVA_OPTIONS",
            // What a shell runs before anything else.
            "BASH_ENV",
            "ENV");
    private static final List<String> BEGINNINGS = List.of("PG", "LC_", "AWS_", "AZURE_", "GOOGLE_", "CURL_", "SSL_");

    private CleanEnvironment() {}

    /** Takes away what would steer a program, and leaves what it needs to run at all, such as {@code PATH}. */
    public static ProcessBuilder of(ProcessBuilder builder) {
        builder.environment().keySet().removeIf(CleanEnvironment::steers);
        builder.environment().put("LC_ALL", "C.UTF-8");
        return builder;
    }

    private static boolean steers(String name) {
        return NAMES.contains(name)
                || BEGINNINGS.stream().anyMatch(name::startsWith)
                || name.toLowerCase(Locale.ROOT).endsWith("_proxy");
    }
}
