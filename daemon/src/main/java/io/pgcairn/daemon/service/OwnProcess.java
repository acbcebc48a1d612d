package io.pgcairn.daemon.service;

import io.pgcairn.daemon.catalog.LeaseHolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * What this process is called in leases. The kernel's boot, the namespace of process numbers, the number and the start
 * in ticks tell one process from all others: a daemon that was killed and started again need not wait until its old
 * lease has ended. Containers and other hosts have other namespaces or boots, of which nothing is claimed.
 *
 * @param place boot and namespace; empty if they cannot be read
 */
record OwnProcess(String name, String place, String process) implements LeaseHolder {
    private static final Path HOST = Path.of("/proc/sys/kernel/hostname");
    private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");
    private static final Path NAMESPACE = Path.of("/proc/self/ns/pid");
    private static final ProcessTable PROCESSES = new ProcessTable(Path.of("/proc"));

    static OwnProcess find(RandomGenerator random) {
        long pid = ProcessHandle.current().pid();
        String name = read(HOST).orElse("unknown-host") + " " + pid + " "
                + HexFormat.of().toHexDigits(random.nextLong());
        String place = findPlace().orElse("");
        String process = place.isEmpty()
                ? ""
                : place + " " + pid + " " + PROCESSES.start(pid).orElse("");
        return new OwnProcess(name, place, process);
    }

    @Override
    public boolean isGone(String other) {
        String[] words = other.split(" ", -1);
        if (place.isEmpty() || words.length != 4 || !place.equals(words[0] + " " + words[1])) {
            return false;
        }
        try {
            return PROCESSES.isGone(Long.parseLong(words[2]), words[3]);
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static Optional<String> findPlace() {
        try {
            String namespace = Files.readSymbolicLink(NAMESPACE).toString();
            return read(BOOT).map(boot -> boot + " " + namespace);
        } catch (IOException | UnsupportedOperationException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> read(Path file) {
        try {
            return Optional.of(Files.readString(file).strip());
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
