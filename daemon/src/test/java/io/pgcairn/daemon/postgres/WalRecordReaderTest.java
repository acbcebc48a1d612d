package io.pgcairn.daemon.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.pgcairn.daemon.testing.CleanEnvironment;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WalRecordReaderTest {
    private static final Path WALDUMP = Path.of("/usr/lib/postgresql/15/bin/pg_waldump");
    private static final Lsn START = new Lsn(RealWal.FIRST_SEGMENT << 20);
    private static final int ALL_RECORDS = 7969;
    private static final Pattern LINE = Pattern.compile(
            "rmgr: (\\S+) +len \\(rec/tot\\): +\\d+/ *\\d+, tx: +(\\d+), lsn: (\\S+), prev \\S+, desc: (.*)");

    @TempDir
    Path directory;

    @Test
    void reads_every_record_that_pg_waldump_reads() throws Exception {
        assumeTrue(Files.isExecutable(WALDUMP), "pg_waldump of PostgreSQL 15 is missing: " + WALDUMP);
        List<String> expected = new ArrayList<>();
        List<String> moments = new ArrayList<>();
        for (String line : dump()) {
            Matcher matcher = LINE.matcher(line);
            assertTrue(matcher.matches(), line);
            expected.add(Lsn.parse(matcher.group(3)) + " tx " + matcher.group(2));
            moment(matcher).ifPresent(moments::add);
        }

        List<WalRecord> read = read(RealWal.bytes(), START);
        assertEquals(
                expected,
                read.stream()
                        .map(record -> record.start() + " tx " + record.xid())
                        .toList());
        assertEquals(moments, moments(read));
    }

    @Test
    void finds_commits_aborts_and_restore_points_without_any_tool() throws Exception {
        List<WalRecord> read = read(RealWal.bytes(), START);
        assertEquals(ALL_RECORDS, read.size());
        List<String> moments = moments(read);
        assertEquals(14, moments.size(), moments.toString());
        assertEquals("0/E26E70 2026-11-21 08:06:58.720649 commit", moments.getFirst());
        assertTrue(moments.contains("0/F62F18 2026-11-21 08:06:58.790607 abort"), moments.toString());
        assertTrue(moments.contains("0/E26EA0 before it"), moments.toString());
    }

    @Test
    void starts_in_the_middle_of_a_record_with_the_next_one() throws Exception {
        byte[] all = RealWal.bytes();
        // The record of 2.2 MB fills segment 0x10 whole.
        Lsn inside = new Lsn(0x10L << 20);
        List<WalRecord> read = read(Arrays.copyOfRange(all, 2 << 20, all.length), inside);
        assertEquals(Lsn.parse("0/117DB10"), read.getFirst().start());
    }

    @Test
    void ends_where_a_tail_ends() throws Exception {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        byte[] all = RealWal.bytes();
        List<WalRecord> whole = read(all, START);
        for (int i = 0; i < 30; i++) {
            // The first cut is right behind a record's last bytes, which follow a page's header.
            int cut = i == 0 ? 1_450_018 : random.nextInt(all.length);
            List<WalRecord> read = read(Arrays.copyOf(all, cut), START);
            long expected = whole.stream()
                    .filter(record -> record.end().value() - START.value() <= cut)
                    .count();
            assertEquals(expected, read.size(), "seed " + seed + " cut " + cut);
        }
    }

    @Test
    void ends_at_a_damaged_record() throws Exception {
        byte[] all = RealWal.bytes();
        List<WalRecord> whole = read(all, START);
        WalRecord damaged = whole.get(5000);
        all[(int) damaged.start().minus(START) + 22] ^= 1;
        assertEquals(5000, read(all, START).size());
    }

    @Test
    void reads_nothing_from_a_page_that_belongs_elsewhere() throws Exception {
        assertEquals(List.of(), read(RealWal.bytes(), new Lsn(0)));
        assertEquals(List.of(), read(new byte[1 << 20], START));
        assertEquals(List.of(), read(new byte[0], START));
    }

    private static List<WalRecord> read(byte[] wal, Lsn start) throws IOException {
        WalRecordReader reader = new WalRecordReader(new ByteArrayInputStream(wal), start, RealWal.SIZE);
        List<WalRecord> records = new ArrayList<>();
        for (Optional<WalRecord> record = reader.next(); record.isPresent(); record = reader.next()) {
            records.add(record.get());
        }
        return records;
    }

    private static List<String> moments(List<WalRecord> records) {
        return records.stream()
                .flatMap(record -> WalMoment.of(record).stream())
                .map(moment -> switch (moment) {
                    case WalMoment.NamedPoint point -> point.start() + " " + point.name();
                    case WalMoment.TransactionEnd end ->
                        end.start() + " " + text(end.time()) + (end.isCommit() ? " commit" : " abort");
                })
                .toList();
    }

    /** What pg_waldump says of a moment, in our words. */
    private static Optional<String> moment(Matcher line) {
        String lsn = Lsn.parse(line.group(3)).toString();
        Matcher point = Pattern.compile("RESTORE_POINT (.*)").matcher(line.group(4));
        if (line.group(1).equals("XLOG") && point.matches()) {
            return Optional.of(lsn + " " + point.group(1));
        }
        Matcher end = Pattern.compile("(COMMIT|ABORT)(?:_PREPARED \\d+:)? (\\S+ \\S+) UTC.*")
                .matcher(line.group(4));
        if (line.group(1).equals("Transaction") && end.matches()) {
            return Optional.of(lsn + " " + end.group(2) + " " + end.group(1).toLowerCase(Locale.ROOT));
        }
        return Optional.empty();
    }

    private static String text(Instant time) {
        return DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS", Locale.ROOT)
                .withZone(ZoneOffset.UTC)
                .format(time);
    }

    private List<String> dump() throws Exception {
        byte[] all = RealWal.bytes();
        String name = "";
        for (int i = 0; i < RealWal.SEGMENTS; i++) {
            name = new SegmentName(TimelineId.FIRST, RealWal.FIRST_SEGMENT + i).fileName(RealWal.SIZE);
            Files.write(directory.resolve(name), Arrays.copyOfRange(all, i << 20, i + 1 << 20));
        }
        String first = new SegmentName(TimelineId.FIRST, RealWal.FIRST_SEGMENT).fileName(RealWal.SIZE);
        ProcessBuilder builder = CleanEnvironment.of(
                        new ProcessBuilder(WALDUMP.toString(), "-p", directory.toString(), first, name))
                .redirectError(directory.resolve("errors").toFile());
        builder.environment().put("TZ", "UTC");
        Process process = builder.start();
        List<String> lines = process.inputReader().readAllLines();
        // It complains at the end of the WAL, as it always does when that is not a segment's.
        process.waitFor();
        return lines;
    }
}
