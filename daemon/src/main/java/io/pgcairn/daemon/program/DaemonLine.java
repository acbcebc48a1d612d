package io.pgcairn.daemon.program;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** A way to the daemon. */
interface DaemonLine extends AutoCloseable {
    /** How long an answer may take. */
    Duration PATIENCE = Duration.ofSeconds(30);

    /** What came back. */
    record Answer(int status, byte[] body) {}

    /** @param body what is sent, as JSON */
    Answer ask(String method, String path, Optional<String> body) throws IOException, InterruptedException;

    /** Where it goes, for people. */
    String place();

    @Override
    default void close() {}
}
