package io.pgcairn.daemon.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.daemon.catalog.BackupId;
import io.pgcairn.daemon.catalog.DumpFormat;
import io.pgcairn.daemon.catalog.DumpRecord;
import io.pgcairn.daemon.fault.Fault;
import io.pgcairn.daemon.postgres.SystemId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DumpNameTest {
    private static final String LABEL = "20261121T030000.120Z";

    private static DumpRecord dump(String... names) {
        DumpRecord.Part part = new DumpRecord.Part(1, 1, "");
        List<DumpRecord.Database> databases = new ArrayList<>();
        for (String name : names) {
            databases.add(new DumpRecord.Database(databases.size(), name, part));
        }
        return new DumpRecord(
                new BackupId(LABEL),
                new SystemId(1),
                150000,
                Instant.EPOCH,
                Instant.EPOCH,
                "pg_dump",
                DumpFormat.CUSTOM,
                true,
                part,
                databases,
                List.of());
    }

    private static int number(String name, DumpRecord dump) throws Exception {
        return DumpName.parse(name).orElseThrow().in(dump).number();
    }

    @Test
    void objects_and_files_are_no_dumps() {
        for (String other : List.of("main/7401/lineage.json", "20261121T030000Z/x", "x.zst.age", "")) {
            assertEquals(Optional.empty(), DumpName.parse(other), other);
        }
    }

    @Test
    void databases_are_named_as_in_the_server_slashes_and_all() throws Exception {
        DumpRecord dump = dump("a", "b/c", "globals", "12");
        assertEquals(1, number(LABEL + "/b/c", dump));
        assertTrue(DumpName.parse(LABEL + "/globals").orElseThrow().isGlobals());
        assertFalse(DumpName.parse(LABEL + "/a").orElseThrow().isGlobals());
        assertEquals(2, number(LABEL + "/database/0002", dump));
        assertEquals(3, number(LABEL + "/12", dump));
        assertEquals(0, number(LABEL, dump("only")));
    }

    @Test
    void what_is_not_there_or_not_said_is_told_with_what_there_is() {
        DumpRecord dump = dump("a", "b");
        UnknownDumpException unnamed = assertThrows(UnknownDumpException.class, () -> number(LABEL, dump));
        assertEquals(Fault.USAGE, unnamed.fault());
        UnknownDumpException absent = assertThrows(UnknownDumpException.class, () -> number(LABEL + "/c", dump));
        assertEquals(Fault.DUMP_UNKNOWN, absent.fault());
        assertTrue(absent.hint().contains("a, b and globals"), absent::hint);
    }
}
