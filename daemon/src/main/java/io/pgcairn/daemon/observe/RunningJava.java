package io.pgcairn.daemon.observe;

import java.util.Optional;

/**
 * What is known to be wrong with the Java that runs this.
 *
 * @param version of it
 */
public record RunningJava(Runtime.Version version) {
    public static final String HINT =
            "run it with Java 25.0.4 or later, which a newer package of pgcairn brings, and restart the daemon";

    private static final int FEATURE = 25;
    private static final Runtime.Version MENDED = Runtime.Version.parse("25.0.4");

    /** A sentence; empty if nothing is known. Early builds of the mended release count as mended. */
    public Optional<String> trouble() {
        boolean isStuck = version.feature() == FEATURE && version.interim() == 0 && version.update() < MENDED.update();
        return isStuck
                ? Optional.of("Java " + version + " may leave threads waiting for ever (JDK-8369227, JDK-8373120)")
                : Optional.empty();
    }
}
