package io.pgcairn.daemon.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.jr.ob.JSON;
import io.pgcairn.daemon.InProcess;
import io.pgcairn.daemon.catalog.BackupRecord;
import io.pgcairn.daemon.catalog.StoredRecords;
import io.pgcairn.daemon.catalog.WalFixture;
import io.pgcairn.daemon.observe.ArchiveFigures;
import io.pgcairn.daemon.observe.Metrics;
import io.pgcairn.daemon.postgres.TimelineHistory;
import io.pgcairn.daemon.postgres.TimelineId;
import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.ObjectStore;
import io.pgcairn.storage.ObjectStoreProvider;
import io.pgcairn.storage.ObjectUpload;
import io.pgcairn.storage.PutCondition;
import io.pgcairn.storage.StoreContext;
import io.pgcairn.storage.StoreSettings;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docs/list.md describes every field that the program prints, and none that it does not. */
class ListDocTest {
    private static final Pattern SECTION = Pattern.compile("(?ms)^### (\\w+)\\n(.*?)(?=^### |\\z)");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (`[^|]+`) \\|");
    private static final Pattern NAME = Pattern.compile("`(\\w+)`");

    private static final String DRILL = """
            { "format": 1, "id": "20261119T020000.000Z", "startTime": "2026-11-19T02:00:00Z",
              "stopTime": "2026-11-19T02:01:00Z", "good": true, "outcome": "restored", "tier": "near",
              "backup": "20261118T020000.000Z", "target": "latest", "findings": [], "host": "h", "program": "p" }""";

    @TempDir
    private Path directory = Path.of("");

    @Test
    void every_field_of_the_json_is_described() throws Exception {
        Map<String, Object> json = listed();
        Map<String, Set<String>> described = SECTION.matcher(
                        Document.read("docs/list.md").text())
                .results()
                .collect(Collectors.toMap(
                        match -> match.group(1), match -> names(match.group(2)), (a, _) -> a, TreeMap::new));
        assertEquals(new TreeSet<>(json.keySet()), described.keySet());
        for (String list : List.of("backups", "unfinished", "dumps", "drills", "recoverable", "tiers")) {
            Set<String> printed = new TreeSet<>();
            for (Object row : (List<?>) json.getOrDefault(list, List.of())) {
                ((Map<?, ?>) row).keySet().forEach(name -> printed.add(String.valueOf(name)));
            }
            assertTrue(printed.removeAll(List.of("cluster", "system_id")), list);
            assertEquals(described.get(list), printed, list);
        }
        assertEquals(1, ((List<?>) json.getOrDefault("notes", List.of())).size(), json::toString);
    }

    private static Set<String> names(String section) {
        return ROW.matcher(section)
                .results()
                .map(MatchResult::group)
                .flatMap(cell -> NAME.matcher(cell).results().map(match -> match.group(1)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** An archive with one of everything. */
    private Map<String, Object> listed() throws Exception {
        Path config = Files.writeString(directory.resolve("pgcairn.yaml"), """
                clusters:
                  main:
                    postgres: { uri: "postgresql://postgres@127.0.0.1:1/postgres" }
                    encryption: { enabled: false }
                    ack: [near]
                    tiers:
                      - { name: near, store: "file://%1$s/near" }
                      - { name: far, store: "file://%1$s/far" }
                """.formatted(directory));
        try (ObjectStore near = local("near");
                ObjectStore far = local("far")) {
            fill(near);
            new WalFixture(far);
        }
        setBack(directory.resolve("near"));
        InProcess.Answer answer = new InProcess(directory).run("list", "--config", config.toString(), "--json");
        assertEquals(0, answer.exitCode(), answer::toString);
        return JSON.std.mapFrom(answer.text());
    }

    private ObjectStore local(String name) throws Exception {
        return ServiceLoader.load(ObjectStoreProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(provider -> provider.scheme().equals("file"))
                .findFirst()
                .orElseThrow()
                .open(
                        Files.createDirectories(directory.resolve(name)).toUri(),
                        new StoreSettings(StoreSettings.DEFAULT_TIMEOUT, Map.of()),
                        StoreContext.plain());
    }

    /** An archive of some days: only then is there an estimate. */
    private static void setBack(Path directory) throws Exception {
        FileTime then = FileTime.from(Instant.now().minus(Duration.ofDays(3)));
        try (Stream<Path> tree = Files.walk(directory)) {
            for (Path file : tree.filter(Files::isRegularFile).toList()) {
                Files.setLastModifiedTime(file, then);
            }
        }
    }

    private static void fill(ObjectStore store) throws Exception {
        WalFixture fixture = new WalFixture(store);
        TimelineHistory root = TimelineHistory.root(new TimelineId(1));
        Instant first = Instant.now().minus(Duration.ofDays(4)).truncatedTo(java.time.temporal.ChronoUnit.MILLIS);
        fixture.push(1, 3);
        fixture.push(1, 4);
        fixture.push(1, 6);
        fixture.push(1, 8);
        BackupRecord old = StoredRecords.backup(first, root, 3);
        fixture.lineage().backups().commit(old);
        fixture.lineage().backups().commit(StoredRecords.backup(first.plus(Duration.ofDays(2)), root, 6));
        String lineage = fixture.lineage().id().toString();
        String now = "20261119T020000.000Z";
        put(store, lineage + "/backups/" + old.id() + "/hold/" + now + "-29991231T000000.000Z.json", """
                { "format": 1, "reason": "before the migration" }""");
        put(store, lineage + "/backups/" + now + "/pack/0000.tar.zst", "half");
        put(store, lineage + "/drills/" + now + ".json", DRILL);
        put(store, lineage + "/dumps/" + now + "/dump.json", "{}");
    }

    private static void put(ObjectStore store, String key, String text) throws Exception {
        try (ObjectUpload upload = store.upload(new ObjectKey(key), PutCondition.IF_ABSENT)) {
            upload.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
            upload.commit();
        }
    }

    @Test
    void every_shown_metric_is_produced() throws Exception {
        Pattern metric = Pattern.compile("`(pgcairn_\\w+)`");
        try (Metrics metrics = new Metrics()) {
            metrics.archive("main", "near", new Unknown());
            String page = metrics.scrape();
            List<String> shown = metric.matcher(Document.read("docs/list.md").text())
                    .results()
                    .map(match -> match.group(1))
                    .distinct()
                    .toList();
            assertEquals(4, shown.size());
            shown.forEach(name -> assertTrue(page.contains("# TYPE " + name + " "), name + " is not in\n" + page));
        }
    }

    private record Unknown() implements ArchiveFigures {
        @Override
        public Optional<Instant> recoverableFrom() {
            return Optional.empty();
        }

        @Override
        public Optional<Instant> recoverableTo() {
            return Optional.empty();
        }

        @Override
        public OptionalLong storedBytes() {
            return OptionalLong.empty();
        }

        @Override
        public OptionalLong lostBackups() {
            return OptionalLong.of(0);
        }
    }
}
