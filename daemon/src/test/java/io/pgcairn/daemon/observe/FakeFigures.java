package io.pgcairn.daemon.observe;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Figures of every kind that say what a test wants, each by the name of its method; what was never set is not known.
 */
public final class FakeFigures
        implements WalFigures,
                SlotFigures,
                BackupFigures,
                DumpFigures,
                ScheduleFigures,
                TierFigures,
                ArchiveFigures,
                RetentionFigures,
                KeyFigures,
                DrillFigures {
    private final Map<String, Double> values = new ConcurrentHashMap<>();

    /** Times in seconds, since 1970 where they are moments; 1 for true. */
    public FakeFigures set(String figure, double value) {
        values.put(figure, value);
        return this;
    }

    private OptionalDouble decimal(String figure) {
        Double value = values.get(figure);
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    private OptionalLong number(String figure) {
        Double value = values.get(figure);
        return value == null ? OptionalLong.empty() : OptionalLong.of(value.longValue());
    }

    private Optional<Duration> span(String figure) {
        return Optional.ofNullable(values.get(figure)).map(seconds -> Duration.ofMillis((long) (seconds * 1000)));
    }

    private Optional<Instant> moment(String figure) {
        return span(figure).map(Instant.EPOCH::plus);
    }

    private Optional<Boolean> flag(String figure) {
        return Optional.ofNullable(values.get(figure)).map(value -> value > 0);
    }

    @Override
    public Optional<Instant> lastSuccess(String type) {
        return lastSuccess();
    }

    @Override
    public OptionalLong durableLagBytes() {
        return number("durableLagBytes");
    }

    @Override
    public Duration durableLag() {
        return span("durableLag").orElse(Duration.ZERO);
    }

    @Override
    public Duration silentFor() {
        return span("silentFor").orElse(Duration.ZERO);
    }

    @Override
    public Optional<Instant> lastDurable() {
        return moment("lastDurable");
    }

    @Override
    public long receivedBytes() {
        return number("receivedBytes").orElse(0);
    }

    @Override
    public long segmentsStored() {
        return number("segmentsStored").orElse(0);
    }

    @Override
    public long tailsStored() {
        return number("tailsStored").orElse(0);
    }

    @Override
    public long gaps() {
        return number("gaps").orElse(0);
    }

    @Override
    public long contradictions() {
        return number("contradictions").orElse(0);
    }

    @Override
    public boolean isSplit() {
        return flag("isSplit").orElse(false);
    }

    @Override
    public boolean isStandby() {
        return flag("isStandby").orElse(false);
    }

    @Override
    public boolean connected() {
        return flag("connected").orElse(false);
    }

    @Override
    public OptionalLong retainedBytes() {
        return number("retainedBytes");
    }

    @Override
    public OptionalLong safeBytes() {
        return number("safeBytes");
    }

    @Override
    public OptionalDouble fullSeconds() {
        return decimal("fullSeconds");
    }

    @Override
    public Optional<Boolean> isLost() {
        return flag("isLost");
    }

    @Override
    public Optional<Instant> lastAnswer() {
        return moment("lastAnswer");
    }

    @Override
    public long failures() {
        return number("failures").orElse(0);
    }

    @Override
    public Optional<Duration> lastDuration() {
        return span("lastDuration");
    }

    @Override
    public OptionalLong lastPlainBytes() {
        return number("lastPlainBytes");
    }

    @Override
    public OptionalLong lastStoredBytes() {
        return number("lastStoredBytes");
    }

    @Override
    public OptionalLong damagedPages() {
        return number("damagedPages");
    }

    @Override
    public Duration runningFor() {
        return span("runningFor").orElse(Duration.ZERO);
    }

    @Override
    public Duration missingFor() {
        return span("missingFor").orElse(Duration.ZERO);
    }

    @Override
    public Optional<Instant> lastSuccess() {
        return moment("lastSuccess");
    }

    @Override
    public Optional<Instant> lastFailure() {
        return moment("lastFailure");
    }

    @Override
    public boolean isRunning() {
        return flag("isRunning").orElse(false);
    }

    @Override
    public Optional<Instant> next() {
        return moment("next");
    }

    @Override
    public Duration overdue() {
        return span("overdue").orElse(Duration.ZERO);
    }

    @Override
    public long failuresInRow() {
        return number("failuresInRow").orElse(0);
    }

    @Override
    public OptionalLong lagBytes() {
        return number("lagBytes");
    }

    @Override
    public OptionalLong lagObjects() {
        return number("lagObjects");
    }

    @Override
    public Duration lagAge() {
        return span("lagAge").orElse(Duration.ZERO);
    }

    @Override
    public long replicatedBytes() {
        return number("replicatedBytes").orElse(0);
    }

    @Override
    public long replicatedObjects() {
        return number("replicatedObjects").orElse(0);
    }

    @Override
    public Optional<Instant> recoverableFrom() {
        return moment("recoverableFrom");
    }

    @Override
    public Optional<Instant> recoverableTo() {
        return moment("recoverableTo");
    }

    @Override
    public OptionalLong storedBytes() {
        return number("storedBytes");
    }

    @Override
    public OptionalLong lostBackups() {
        return number("lostBackups");
    }

    @Override
    public long deletedObjects() {
        return number("deletedObjects").orElse(0);
    }

    @Override
    public long deletedBytes() {
        return number("deletedBytes").orElse(0);
    }

    @Override
    public OptionalLong lockedObjects() {
        return number("lockedObjects");
    }

    @Override
    public boolean isRefused() {
        return flag("isRefused").orElse(false);
    }

    @Override
    public Duration failingFor() {
        return span("failingFor").orElse(Duration.ZERO);
    }

    @Override
    public Optional<Boolean> isUsable() {
        return flag("isUsable");
    }

    @Override
    public Optional<Instant> lastProof() {
        return moment("lastProof");
    }
}
