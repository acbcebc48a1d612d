package io.pgcairn.daemon.dump;

import io.pgcairn.daemon.trail.Trail;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Runs one program, whose output goes to a stream while it runs. It ends with us: an interrupt or a stream that fails
 * ends the program too. Used once, by one thread.
 */
final class DumpProcess {
    private static final int COPY_BYTES = 128 << 10;

    private final Process process;
    private final Complaints complaints;

    private DumpProcess(Process process) {
        this.process = process;
        this.complaints = new Complaints(process.getErrorStream());
    }

    /**
     * Starts a program.
     *
     * @param words the program and its arguments; no secrets, since others see them
     * @param environment all of it
     */
    static DumpProcess start(List<String> words, Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(words);
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        return new DumpProcess(process);
    }

    /** How a program ended; {@code said} is the end of what it wrote to its standard error. */
    record End(int exitCode, String said) {}

    /**
     * Copies the whole output.
     *
     * @throws IOException the stream failed
     */
    End pump(OutputStream out) throws IOException, InterruptedException {
        Pump pump = new Pump(process.getInputStream(), out);
        Thread reading =
                Thread.ofVirtual().name("dump-output").start(Trail.here().around(pump));
        Thread listening =
                Thread.ofVirtual().name("dump-complaints").start(Trail.here().around(complaints));
        try {
            // Reading from a pipe cannot be interrupted; waiting for the one who reads can.
            reading.join();
            if (pump.failure().isPresent()) {
                process.destroyForcibly();
                throw pump.failure().get();
            }
            int exitCode = process.waitFor();
            listening.join();
            return new End(exitCode, complaints.text());
        } finally {
            process.destroyForcibly();
            endQuietly(reading);
            endQuietly(listening);
        }
    }

    /** The output is not ours alone before nobody writes to it any more; a killed program's pipes end at once. */
    private static void endQuietly(Thread thread) {
        boolean wasInterrupted = Thread.interrupted();
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                wasInterrupted = true;
            }
        }
        if (wasInterrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Copies until the end of the output. */
    private static final class Pump implements Runnable {
        private final InputStream in;
        private final OutputStream out;
        private volatile @Nullable IOException failure;

        Pump(InputStream in, OutputStream out) {
            this.in = in;
            this.out = out;
        }

        Optional<IOException> failure() {
            return Optional.ofNullable(failure);
        }

        @Override
        public void run() {
            byte[] buffer = new byte[COPY_BYTES];
            try {
                for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                    out.write(buffer, 0, n);
                }
            } catch (IOException e) {
                failure = e;
            } catch (RuntimeException | Error e) {
                failure = new IOException("the output was not taken: " + e, e);
            }
        }
    }
}
