package io.pgcairn.daemon.retention;

import io.pgcairn.daemon.retention.TierCatalogue.Backup;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** When the window will have left a backup behind, if backups go on as they did. */
record Forecast(List<Line> lines, List<Backup> backups, Duration window) {
    /** Empty if nothing that there is now will take the backup's place. */
    Optional<Instant> leaves(Backup backup) {
        List<Line> serves = lines.stream().filter(line -> line.mayUse(backup)).toList();
        List<Instant> replaced = serves.stream()
                .flatMap(line -> replacedOn(line, backup).stream())
                .toList();
        if (replaced.size() < serves.size()) {
            return Optional.empty();
        }
        return replaced.stream()
                .max(Comparator.naturalOrder())
                .or(() -> Optional.of(backup.stopped()))
                .flatMap(this::afterWindow);
    }

    /** When a newer base of the line had stopped, or a backup that proves the line's end. */
    private Optional<Instant> replacedOn(Line line, Backup backup) {
        Stream<Backup> newer = backups.stream()
                .filter(other -> line.mayUse(other) && Line.BY_POSITION.compare(other, backup) > 0
                        || other.timeline().compareTo(line.timeline()) > 0);
        return newer.map(Backup::stopped).min(Comparator.naturalOrder());
    }

    private Optional<Instant> afterWindow(Instant stopped) {
        try {
            return Optional.of(stopped.plus(window));
        } catch (DateTimeException | ArithmeticException e) {
            return Optional.empty(); // The window is longer than time itself.
        }
    }
}
