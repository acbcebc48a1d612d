package io.pgcairn.storage.s3;

import java.util.regex.Pattern;

/** What an operator reads of a failure that no server told: one short sentence, not the SDK's whole account. */
final class Reason {
    private static final int MAX_CAUSES = 20;
    private static final int LONGEST = 200;
    private static final Pattern NOISE =
            Pattern.compile("\\s*\\(SDK Attempt Count: \\d+\\)|^Unable to execute HTTP request: ");

    private Reason() {}

    static String of(Throwable failure) {
        Throwable innermost = failure;
        for (int i = 0; i < MAX_CAUSES && innermost.getCause() != null; i++) {
            // The SDK lists here what it tried and why each did not do, for a screen.
            if (lacksCredentials(innermost)) {
                break;
            }
            innermost = innermost.getCause();
        }
        if (lacksCredentials(innermost)) {
            return "no credentials were found, neither in the environment nor in files nor as a role of this host";
        }
        String message = NOISE.matcher(String.valueOf(innermost.getMessage())).replaceAll("");
        String name = innermost.getClass().getSimpleName();
        return innermost.getMessage() == null ? name : name + ": " + shortened(message);
    }

    private static boolean lacksCredentials(Throwable failure) {
        return String.valueOf(failure.getMessage()).contains("Unable to load credentials from any of the providers");
    }

    private static String shortened(String text) {
        return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
    }
}
