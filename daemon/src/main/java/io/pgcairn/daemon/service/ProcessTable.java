package io.pgcairn.daemon.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What the kernel shows of processes.
 *
 * @param directory {@code /proc}
 */
record ProcessTable(Path directory) {
    /** In proc(5)'s {@code stat}, counted from behind the command in brackets. */
    private static final int START = 19;

    /** When a process started, in ticks since the boot; empty if it is not there, or not to be seen. */
    Optional<String> start(long process) {
        try {
            String stat = Files.readString(directory.resolve(process + "/stat")).strip();
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return fields.length > START ? Optional.of(fields[START]) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /**
     * Whether it is certain that a process ended. It is not where the processes of others are hidden ({@code hidepid},
     * or systemd's {@code ProtectProc}): there the first one cannot be seen either.
     *
     * @param start what {@link #start} said of it
     */
    boolean isGone(long process, String start) {
        return start(process)
                .map(other -> !other.equals(start))
                .orElseGet(() ->
                        !exists(process) && exists(1) && ProcessHandle.current().pid() != 1);
    }

    private boolean exists(long process) {
        return Files.exists(directory.resolve(Long.toString(process)));
    }
}
