package io.pgcairn.daemon.rooms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoomsTest {
    private static final JavaClasses DAEMON = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.pgcairn.daemon");

    @Test
    void every_room_uses_only_what_the_table_lists() {
        assertTrue(DAEMON.size() > 30, "too few classes were read: " + DAEMON.size());
        assertEquals(List.of(), RoomTable.PGCAIRN.violations(DAEMON.stream()));
    }

    @Test
    void the_table_has_no_cycles() {
        assertEquals(List.of(), RoomTable.PGCAIRN.cycles());
    }

    @Test
    void the_gate_fails_where_a_real_use_is_not_listed() {
        RoomTable strict = new RoomTable(Map.of("fault", Set.of(), "instance", Set.of("fault")));
        List<String> violations = strict.violations(
                DAEMON.stream().filter(type -> type.getPackageName().endsWith(".instance")));
        assertFalse(violations.isEmpty());
        assertTrue(
                violations.stream().allMatch(text -> text.contains("org.apache.commons") || text.contains("tukaani")));
    }

    @Test
    void the_gate_finds_a_cycle() {
        RoomTable round = new RoomTable(Map.of("a", Set.of("b"), "b", Set.of("c"), "c", Set.of("b"), "d", Set.of()));
        assertEquals(List.of("b", "c"), round.cycles());
    }

    @ParameterizedTest
    @CsvSource({
        "io.pgcairn.daemon.wal, io.pgcairn.daemon.restore",
        "io.pgcairn.daemon.basebackup, io.pgcairn.daemon.wal",
        "io.pgcairn.daemon.restore, io.pgcairn.daemon.basebackup",
        "io.pgcairn.daemon.instance, io.pgcairn.daemon.postgres",
        "io.pgcairn.daemon.cli, io.pgcairn.daemon",
        "io.pgcairn.daemon.unheard, io.pgcairn.daemon.fault",
        "io.pgcairn.daemon.catalog, org.postgresql.util",
        "io.pgcairn.daemon.wal, com.github.luben.zstd",
        "io.pgcairn.daemon.cli, io.netty.buffer",
        "io.pgcairn.daemon.wal, com.fasterxml.jackson.jr.ob",
        "io.pgcairn.daemon.pipeline, org.bouncycastle.crypto",
        "io.pgcairn.daemon.pipeline, io.pgcairn.storage.local",
        "io.pgcairn.daemon.config, org.snakeyaml.engineer"
    })
    void refuses(String origin, String target) {
        assertFalse(RoomTable.PGCAIRN.allows(origin, target));
    }

    @ParameterizedTest
    @CsvSource({
        "io.pgcairn.daemon, org.anything.at.all",
        "io.pgcairn.daemon.wal, io.pgcairn.daemon.wal",
        "io.pgcairn.daemon.postgres, org.postgresql",
        "io.pgcairn.daemon.pipeline, io.pgcairn.storage",
        "io.pgcairn.daemon.pipeline, com.github.luben.zstd",
        "io.pgcairn.daemon.fault, java.util"
    })
    void allows(String origin, String target) {
        assertTrue(RoomTable.PGCAIRN.allows(origin, target));
    }
}
