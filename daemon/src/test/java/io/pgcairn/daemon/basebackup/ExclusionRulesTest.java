package io.pgcairn.daemon.basebackup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExclusionRulesTest {
    private static final ExclusionRules RULES = new ExclusionRules("");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postmaster.pid",
                "postmaster.opts",
                "backup_label",
                "tablespace_map",
                "backup_manifest",
                "postgresql.auto.conf.tmp",
                "current_logfiles.tmp",
                "recovery.signal",
                "standby.signal",
                "global/pg_control",
                "global/pg_internal.init",
                "base/5/pg_internal.init.123",
                "base/pgsql_tmp",
                "base/pgsql_tmp/pgsql_tmp99.0",
                "base/5/t3_16384",
                "base/5/t3_16384_fsm",
                "base/5/t3_16384.1",
                "pg_tblspc/16500/PG_15_202209061/5/t3_16384"
            })
    void leaves_out(String path) {
        assertTrue(omits(path));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PG_VERSION",
                "current_logfiles",
                "postgresql.auto.conf",
                "postgresql.conf",
                "backup_label.old",
                "base/5/16384",
                "base/5/16384_init",
                "base/5/t3_x",
                "base/t3_16384",
                "pg_xact/0000",
                "pg_tblspc",
                "extra/recovery.signal"
            })
    void keeps(String path) {
        assertFalse(omits(path));
    }

    private static boolean omits(String path) {
        int slash = path.lastIndexOf('/');
        return RULES.omits(slash < 0 ? "" : path.substring(0, slash), path.substring(slash + 1), path);
    }

    @Test
    void empties_directories_whose_contents_are_made_anew() {
        for (String name : new String[] {
            "pg_stat_tmp",
            "pg_replslot",
            "pg_dynshmem",
            "pg_notify",
            "pg_serial",
            "pg_snapshots",
            "pg_subtrans",
            "pg_wal"
        }) {
            assertTrue(RULES.empties(name, name), name);
        }
        assertFalse(RULES.empties("pg_xact", "pg_xact"));
        assertFalse(RULES.empties("pg_wal", "base/pg_wal"));
        assertTrue(new ExclusionRules("stats/tmp").empties("tmp", "stats/tmp"));
    }

    @Test
    void reads_the_names_of_relation_files() {
        assertEquals(Optional.of(new RelationFile("16384", "", 0)), RelationFile.parse("16384"));
        assertEquals(Optional.of(new RelationFile("16384", "", 12)), RelationFile.parse("16384.12"));
        assertEquals(Optional.of(new RelationFile("16384", "vm", 0)), RelationFile.parse("16384_vm"));
        assertEquals(
                "16384_init", RelationFile.parse("16384_fsm.1").orElseThrow().initForkName());
        assertTrue(RelationFile.parse("16384_init").orElseThrow().isInitFork());
        for (String other :
                new String[] {"pg_filenode.map", "16384_", "16384.0", "16384.", "x16384", "16384_foo", ""}) {
            assertEquals(Optional.empty(), RelationFile.parse(other), other);
        }
    }
}
