package io.pgcairn.daemon.basebackup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.daemon.catalog.BackupId;
import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.fault.Fault;
import io.pgcairn.daemon.pipeline.ObjectFailure;
import io.pgcairn.daemon.postgres.ControlData;
import io.pgcairn.daemon.postgres.Lsn;
import io.pgcairn.daemon.postgres.SystemId;
import io.pgcairn.daemon.postgres.TimelineId;
import io.pgcairn.storage.StoreFullException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BaseBackupsTest {
    private static final BackupId ID = BackupId.startedAt(Instant.EPOCH);

    @Test
    void says_as_whom_to_run_when_a_file_cannot_be_read() {
        CairnException failure = BaseBackups.failure(ID, new AccessDeniedException("/data/base/1/2"));
        assertInstanceOf(BackupFailedException.class, failure);
        assertTrue(String.valueOf(failure.getMessage()).contains("/data/base/1/2"));
        assertTrue(failure.hint().contains("postgres"));
    }

    @Test
    void says_where_to_run_when_there_is_no_data_directory() {
        CairnException failure = BaseBackups.failure(ID, new NoSuchFileException("/data"));
        assertTrue(failure.hint().contains("host"));
    }

    @Test
    void tells_errors_of_the_store_from_those_of_the_source() {
        CairnException store = BaseBackups.failure(ID, new StoreFullException("no space", "make some", null));
        assertInstanceOf(ObjectFailure.class, store);
        assertEquals(Fault.STORE_FULL, store.fault());
        assertEquals(
                Fault.BACKUP_FAILED,
                BaseBackups.failure(ID, new IOException("Input/output error")).fault());
    }

    @Test
    void refuses_files_that_are_not_the_servers() throws Exception {
        ClusterLayout layout = new ClusterLayout(
                18_00_01, new SystemId(42), Path.of("/data"), 7, true, new PageLayout(8192, 131072), "");
        StartedBackup started = new StartedBackup(Lsn.parse("1/28"), TimelineId.FIRST);
        RunningBackup.requireFilesOf(layout, started, control(42, "1/28"));
        RunningBackup.requireFilesOf(layout, started, control(42, "2/0"));
        for (ControlData other : List.of(control(43, "1/28"), control(42, "1/0"))) {
            BackupFailedException failure = assertThrows(
                    BackupFailedException.class, () -> RunningBackup.requireFilesOf(layout, started, other));
            assertTrue(failure.hint().contains("host"));
        }
    }

    private static ControlData control(long systemId, String redo) {
        return new ControlData(
                new SystemId(systemId), 1800, 7, 6, Lsn.parse(redo), Lsn.parse(redo), TimelineId.FIRST, true);
    }

    @ParameterizedTest
    @CsvSource({"0, 1, 1", "65, 1, 1", "1, 0, 1", "1, 1, 0", "1, 1, 100001"})
    void refuses_impossible_settings(int workers, long packBytes, int packFiles) {
        assertThrows(IllegalArgumentException.class, () -> new BackupSettings(workers, packBytes, packFiles, true));
    }
}
