package io.pgcairn.daemon.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.daemon.cli.Checker.Finding;
import io.pgcairn.daemon.cli.Checker.State;
import io.pgcairn.daemon.config.DrillConfig;
import io.pgcairn.daemon.config.ScheduleConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DrillCheckTest {
    @TempDir
    private Path directory = Path.of("");

    private List<Finding> check(Optional<Path> where, Optional<Path> data) {
        ScheduleConfig never = new ScheduleConfig("never", ZoneOffset.UTC, Duration.ZERO, Optional.empty());
        DrillConfig drill = new DrillConfig(
                never, where, Optional.empty(), Duration.ofHours(1), DrillConfig.Target.LATEST, Optional.empty());
        return new DrillCheck("main", drill, data).check();
    }

    @Test
    void says_how_much_room_drills_have_and_that_they_share_it_with_the_server() {
        Optional<Path> drills = Optional.of(directory.resolve("not/yet/made"));
        assertEquals(
                List.of(State.OK),
                check(drills, Optional.empty()).stream().map(Finding::state).toList());
        List<Finding> shared = check(drills, Optional.of(directory));
        assertEquals(
                List.of(State.OK, State.WARNING),
                shared.stream().map(Finding::state).toList());
        assertTrue(shared.getLast().hint().contains("drill.directory"), shared::toString);
        assertEquals(List.of(), check(Optional.empty(), Optional.of(directory)));
    }
}
