package io.pgcairn.daemon.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.crypto.AgeOpener;
import io.pgcairn.crypto.Identity;
import io.pgcairn.crypto.PayloadCiphers;
import io.pgcairn.daemon.pipeline.ContentDigest;
import io.pgcairn.daemon.postgres.SegmentSize;
import io.pgcairn.daemon.postgres.SystemId;
import io.pgcairn.daemon.postgres.TimelineId;
import io.pgcairn.storage.ObjectKey;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/format.md shows is read by the code that it documents. */
class FormatDocTest {
    private static final Pattern WORDS = Pattern.compile("(.+?) +([0-9a-f]{16})");
    private static final Pattern FIELD = Pattern.compile("\"(\\w+)\" ?:");

    private final String document;

    FormatDocTest() throws IOException {
        document = Files.readString(Path.of(System.getProperty("pgcairn.root", ".."), "docs", "format.md"));
    }

    private String block(String tag) {
        Matcher block = Pattern.compile("(?ms)^```" + Pattern.quote(tag) + "\n(.*?)^```$")
                .matcher(document);
        assertTrue(block.find(), "docs/format.md has a block " + tag);
        return block.group(1);
    }

    private LineageRecord lineage() throws IOException {
        return LineageRecord.fromJson(block("json lineage.json").getBytes(StandardCharsets.UTF_8));
    }

    private BackupRecord backup() throws IOException {
        return BackupJson.read(block("json backup.json").getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void every_shown_name_is_one_that_the_catalog_reads_or_writes() throws IOException {
        LineageId id = new LineageId(new ClusterName("main"), lineage().systemId());
        SegmentSize size = lineage().segmentSize();
        List<String> names = block("names").lines().toList();
        assertTrue(names.size() >= 8, "names: " + names);
        for (String name : names) {
            ObjectKey key = new ObjectKey(name);
            if (name.startsWith(id + "/wal/")) {
                assertFalse(new WalNames(id, size).parse(key) instanceof StoredName.Foreign, name);
            } else if (name.startsWith(id + "/backups/") && !name.contains("/hold/")) {
                assertTrue(isOfABackup(new BackupNames(id), key), name);
            } else if (new ArchiveNames(id.cluster()).parse(key) instanceof ArchiveName.Hold held) {
                assertEquals(name, new BackupNames(id).hold(held.hold()).value());
            } else if (name.startsWith(id + "/dumps/")) {
                assertTrue(isOfADump(new DumpNames(id), key), name);
            } else if (name.startsWith(id + "/drills/")) {
                assertInstanceOf(ArchiveName.Drill.class, new ArchiveNames(id.cluster()).parse(key), name);
            } else if (name.startsWith(id + "/leases/")) {
                assertInstanceOf(ArchiveName.Lease.class, new ArchiveNames(id.cluster()).parse(key), name);
            } else {
                assertEquals(id + "/lineage.json", name);
            }
        }
    }

    private boolean isOfABackup(BackupNames names, ObjectKey key) throws IOException {
        BackupId id = backup().id();
        Stream<ObjectKey> packs = backup().packs().stream().map(pack -> names.pack(id, pack.number(), ".zst.age"));
        Stream<ObjectKey> others =
                Stream.of(names.manifest(id, ".zst.age"), names.postgresManifest(id, ".zst.age"), names.commitMark(id));
        return Stream.concat(packs, others).anyMatch(key::equals);
    }

    private boolean isOfADump(DumpNames names, ObjectKey key) throws IOException {
        DumpRecord dump = DumpJson.read(block("json dump.json").getBytes(StandardCharsets.UTF_8));
        Stream<ObjectKey> databases = dump.databases().stream()
                .map(each -> names.database(dump.id(), each.number(), dump.format(), ".zst.age"));
        Stream<ObjectKey> others = Stream.of(names.globals(dump.id(), ".zst.age"), names.commitMark(dump.id()));
        return Stream.concat(databases, others).anyMatch(key::equals);
    }

    @Test
    void the_records_are_what_the_program_writes_and_each_field_is_explained() throws IOException {
        assertEquals(
                block("json lineage.json").strip(), new String(lineage().toJson(), StandardCharsets.UTF_8).strip());
        assertEquals(
                block("json backup.json").strip(),
                new String(BackupJson.write(backup()), StandardCharsets.UTF_8).strip());
        String dump = block("json dump.json");
        assertEquals(
                dump.strip(),
                new String(DumpJson.write(DumpJson.read(dump.getBytes(StandardCharsets.UTF_8))), StandardCharsets.UTF_8)
                        .strip());
        String drill = block("json drill");
        assertEquals(
                drill.strip(),
                new String(
                                DrillJson.write(DrillJson.read(drill.getBytes(StandardCharsets.UTF_8))),
                                StandardCharsets.UTF_8)
                        .strip());
        String reason = BackupHolds.read(block("json hold").getBytes(StandardCharsets.UTF_8));
        assertEquals(block("json hold").strip(), new String(BackupHolds.write(reason), StandardCharsets.UTF_8).strip());
        for (String tag : List.of(
                "json lineage.json",
                "json backup.json",
                "json manifest",
                "json hold",
                "json dump.json",
                "json drill")) {
            Matcher field = FIELD.matcher(block(tag));
            while (field.find()) {
                assertTrue(document.contains("`" + field.group(1) + "`"), field.group(1) + " is not explained");
            }
        }
    }

    @Test
    void the_manifest_is_read_line_by_line() throws IOException {
        String text = block("json manifest");
        int count = 0;
        try (ManifestReader reader =
                new ManifestReader(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))) {
            for (Optional<PackedEntry> entry = reader.next(); entry.isPresent(); entry = reader.next()) {
                count++;
            }
        }
        assertEquals(text.lines().count(), count);
    }

    @Test
    void tails_cover_what_the_document_says() {
        String[] sides = block("tails").split("=>");
        LineageId id = new LineageId(new ClusterName("main"), new SystemId(1));
        WalNames names = new WalNames(id, new SegmentSize(1 << 20));
        String stem = id + "/wal/" + TimelineId.FIRST.hex() + "/000000010000000000000001.tail/";
        SegmentHolding holding = SegmentHolding.NOTHING;
        for (String tail : sides[0].strip().split(" ")) {
            if (names.parse(new ObjectKey(stem + tail + "-0123456789abcdef.zst")) instanceof StoredName.Tail parsed) {
                holding = holding.with(parsed);
            }
        }
        String cover = holding.cover().stream()
                .map(tail -> tail.key().name().replace("-0123456789abcdef.zst", ""))
                .collect(Collectors.joining(" "));
        assertEquals(sides[1].strip(), cover);
    }

    @Test
    void digests_are_the_documented_ones() {
        for (String line : block("xxh3").lines().toList()) {
            Matcher words = WORDS.matcher(line);
            assertTrue(words.matches(), line);
            String plain = words.group(1)
                    .strip()
                    .replace("(empty)", "")
                    .replace("\\n", "\n")
                    .replace("\\t", "\t");
            ByteBuffer bytes = ByteBuffer.wrap(plain.getBytes(StandardCharsets.US_ASCII));
            assertEquals(words.group(2), ContentDigest.of(bytes).toString(), line);
        }
    }

    @Test
    void the_age_vector_opens_to_the_documented_text(@TempDir Path directory) throws Exception {
        Path key = Files.writeString(directory.resolve("key.txt"), vector("secret") + "\n");
        String header = vector("header") + "\n";
        var sealed = new ByteArrayOutputStream();
        sealed.writeBytes(header.getBytes(StandardCharsets.US_ASCII));
        sealed.writeBytes(HexFormat.of().parseHex(vector("payload")));
        List<Identity> identities = Identity.readFile(key);
        AgeOpener opener = new AgeOpener(identities, new PayloadCiphers().fastest());
        try (var plain = opener.open(new ByteArrayInputStream(sealed.toByteArray()))) {
            assertEquals(vector("plain") + "\n", new String(plain.readAllBytes(), StandardCharsets.US_ASCII));
        }
        assertEquals(
                vector("public"),
                identities.getFirst().publicRecipient().orElseThrow().toString());
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(header.getBytes(StandardCharsets.US_ASCII));
        assertEquals(vector("sha256 of the header"), HexFormat.of().formatHex(digest));
    }

    private String vector(String name) {
        return block("age-vector")
                .lines()
                .filter(line -> line.startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).strip())
                .collect(Collectors.joining("\n"));
    }
}
