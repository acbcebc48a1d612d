package io.pgcairn.daemon.rooms;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which room of the daemon may use what: an allow-list.
 *
 * @param allowed from a room to the rooms and the package prefixes of libraries that it may use
 */
record RoomTable(Map<String, Set<String>> allowed) {
    private static final String ROOT = "io.pgcairn.daemon";
    private static final List<String> FREE_FOR_ALL = List.of("java.", "javax.", "org.jspecify.", "org.slf4j.");

    private static final String CRYPTO = "io.pgcairn.crypto";
    private static final String STORAGE = "io.pgcairn.storage";
    private static final String JSON = "com.fasterxml.jackson";

    /** The architecture. {@code STORAGE} is the contract alone: no room names a backend. */
    static final RoomTable PGCAIRN = new RoomTable(Map.ofEntries(
            Map.entry("fault", Set.of()),
            Map.entry("trail", Set.of()),
            Map.entry("pulse", Set.of()),
            Map.entry("systemd", Set.of()),
            Map.entry("config", Set.of("fault", "schedule", "org.snakeyaml.engine")),
            Map.entry("postgres", Set.of("fault", "org.postgresql")),
            Map.entry("pipeline", Set.of("fault", CRYPTO, STORAGE, "com.github.luben.zstd", "com.dynatrace.hash4j")),
            Map.entry("catalog", Set.of("fault", "trail", "postgres", "pipeline", STORAGE, JSON)),
            // The three see of the storage contract its errors, which tell "absent" from "cannot say".
            Map.entry("wal", Set.of("fault", "trail", "pulse", "postgres", "pipeline", "catalog", STORAGE)),
            Map.entry(
                    "basebackup",
                    Set.of(
                            "fault",
                            "trail",
                            "postgres",
                            "pipeline",
                            "catalog",
                            STORAGE,
                            "org.apache.commons.compress")),
            Map.entry(
                    "restore",
                    Set.of(
                            "fault",
                            "trail",
                            "postgres",
                            "pipeline",
                            "catalog",
                            STORAGE,
                            "org.apache.commons.compress")),
            // The planner is pure; what is deleted goes through the storage contract.
            Map.entry("retention", Set.of("fault", "postgres", "pipeline", "catalog", STORAGE)),
            // When things run; it knows names, not work.
            Map.entry("schedule", Set.of("fault", "trail", "pulse", "com.cronutils")),
            // It runs pg_dump and stores what that prints.
            Map.entry("dump", Set.of("fault", "trail", "postgres", "pipeline", "catalog", STORAGE)),
            // What names mean it asks the catalog.
            Map.entry("tier", Set.of("fault", "trail", "pipeline", "catalog", STORAGE)),
            Map.entry("instance", Set.of("fault", "org.apache.commons.compress", "org.tukaani.xz")),
            // It restores and starts what it restored; who asks for that and when, it does not know.
            Map.entry("drill", Set.of("fault", "postgres", "catalog", "restore", "instance")),
            // Its store decorator measures every request.
            Map.entry("observe", Set.of("fault", STORAGE, "io.micrometer", "io.prometheus", "ch.qos.logback")),
            // It runs the verbs as processes, and speaks to the server alone.
            Map.entry("demo", Set.of("fault", "instance", "postgres")),
            Map.entry(
                    "http",
                    Set.of(
                            "fault",
                            "trail",
                            "postgres",
                            "pipeline",
                            "catalog",
                            "wal",
                            "basebackup",
                            "restore",
                            "io.netty",
                            JSON)),
            // It makes HTML of what it is given, and asks nobody.
            Map.entry("page", Set.of("http")),
            // Where the words of the configuration become what the rooms work with.
            Map.entry(
                    "cluster",
                    Set.of(
                            "fault",
                            "config",
                            "postgres",
                            "pipeline",
                            "catalog",
                            "retention",
                            "tier",
                            "observe",
                            "cli",
                            CRYPTO,
                            STORAGE)),
            Map.entry(
                    "upkeep",
                    Set.of(
                            "fault",
                            "config",
                            "postgres",
                            "pipeline",
                            "catalog",
                            "restore",
                            "retention",
                            "tier",
                            "dump",
                            "cluster",
                            CRYPTO,
                            STORAGE)),
            // It looks and tells; what is done about it is the job of others.
            Map.entry(
                    "watch",
                    Set.of(
                            "fault",
                            "trail",
                            "config",
                            "postgres",
                            "catalog",
                            "wal",
                            "observe",
                            "http",
                            "cluster",
                            "upkeep",
                            STORAGE)),
            Map.entry(
                    "job",
                    Set.of(
                            "fault",
                            "trail",
                            "pulse",
                            "config",
                            "postgres",
                            "pipeline",
                            "catalog",
                            "wal",
                            "basebackup",
                            "restore",
                            "retention",
                            "schedule",
                            "dump",
                            "drill",
                            "instance",
                            "observe",
                            "http",
                            "cluster",
                            "upkeep",
                            "watch",
                            STORAGE)),
            Map.entry(
                    "service",
                    Set.of(
                            "fault",
                            "trail",
                            "pulse",
                            "systemd",
                            "config",
                            "postgres",
                            "pipeline",
                            "catalog",
                            "wal",
                            "restore",
                            "tier",
                            "observe",
                            "http",
                            "page",
                            "cli",
                            "cluster",
                            "upkeep",
                            "watch",
                            "job",
                            STORAGE)),
            // What is configured is proven to work, for verbs and for a new host.
            Map.entry(
                    "check",
                    Set.of(
                            "fault",
                            "config",
                            "postgres",
                            "pipeline",
                            "tier",
                            "observe",
                            "schedule",
                            "cli",
                            "cluster",
                            CRYPTO,
                            STORAGE)),
            // It does as the daemon's user what the daemon will have to do.
            Map.entry("setup", Set.of("fault", "config", "postgres", "tier", "cli", "cluster", "check", STORAGE, JSON)),
            Map.entry(
                    "program",
                    Set.of(
                            "fault",
                            "config",
                            "postgres",
                            "pipeline",
                            "catalog",
                            "restore",
                            "retention",
                            "tier",
                            "observe",
                            "cli",
                            "demo",
                            "cluster",
                            "upkeep",
                            CRYPTO,
                            STORAGE,
                            JSON)),
            Map.entry(
                    "cli",
                    Set.of(
                            "fault",
                            "config",
                            "postgres",
                            "pipeline",
                            "catalog",
                            "basebackup",
                            "restore",
                            "instance",
                            "demo",
                            CRYPTO,
                            STORAGE,
                            JSON,
                            "picocli"))));

    /** A sentence for every use that the table does not list. */
    List<String> violations(Stream<JavaClass> classes) {
        return classes.flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .filter(use -> !allows(origin(use), target(use)))
                .map(Dependency::getDescription)
                .distinct()
                .sorted()
                .toList();
    }

    private static String origin(Dependency use) {
        return use.getOriginClass().getBaseComponentType().getPackageName();
    }

    private static String target(Dependency use) {
        JavaClass type = use.getTargetClass().getBaseComponentType();
        return type.isPrimitive() ? "java.lang" : type.getPackageName();
    }

    boolean allows(String origin, String target) {
        if (origin.equals(ROOT) || origin.equals(target) || startsWithAny(target, FREE_FOR_ALL)) {
            return true;
        }
        Set<String> uses = allowed.getOrDefault(room(origin), Set.of());
        if (target.equals(ROOT)) {
            return false; // nobody depends on the root
        }
        if (target.startsWith(ROOT + ".")) {
            return uses.contains(room(target));
        }
        // Exactly the contract, not the backends below it.
        return (target.equals(STORAGE) && uses.contains(STORAGE))
                || startsWithAny(
                        target,
                        uses.stream()
                                .filter(prefix -> !prefix.equals(STORAGE))
                                .map(prefix -> prefix + ".")
                                .toList());
    }

    private static boolean startsWithAny(String name, List<String> prefixes) {
        return prefixes.stream().anyMatch((name + ".")::startsWith);
    }

    private static String room(String packageName) {
        return packageName.substring(Math.min(packageName.length(), ROOT.length() + 1));
    }

    /** The rooms that can reach themselves. */
    List<String> cycles() {
        return allowed.keySet().stream().filter(this::reachesItself).sorted().toList();
    }

    private boolean reachesItself(String start) {
        Deque<String> open = new ArrayDeque<>(allowed.getOrDefault(start, Set.of()));
        Set<String> seen = new HashSet<>();
        while (!open.isEmpty()) {
            String room = open.pop();
            if (room.equals(start)) {
                return true;
            }
            if (seen.add(room)) {
                open.addAll(allowed.getOrDefault(room, Set.of()));
            }
        }
        return false;
    }
}
