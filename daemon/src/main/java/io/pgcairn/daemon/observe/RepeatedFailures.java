package io.pgcairn.daemon.observe;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.event.KeyValuePair;

/**
 * Writes a failure the first time and sums up the same ones that follow, after a minute, then after twice as long each
 * time up to half an hour, and when they end. What is no warning and no error passes, and
 * so does each loss of WAL. Safe for several threads.
 */
final class RepeatedFailures extends AppenderBase<ILoggingEvent> {
    private static final int MOST_KNOWN = 1000;

    private final Appender<ILoggingEvent> lines;
    private final InstantSource clock;
    private final Map<FailureKey, RepeatedFailure> known = new LinkedHashMap<>();
    private boolean isPassing;

    RepeatedFailures(Appender<ILoggingEvent> lines, InstantSource clock) {
        this.lines = lines;
        this.clock = clock;
    }

    @Override
    protected synchronized void append(ILoggingEvent event) {
        if (isPassing || !event.getLevel().isGreaterOrEqual(Level.WARN) || FailureKey.isLoss(event)) {
            lines.doAppend(event);
            return;
        }
        event.prepareForDeferredProcessing();
        Instant now = clock.instant();
        FailureKey key = FailureKey.of(event);
        RepeatedFailure before = known.get(key);
        if (before == null || before.isOver(now)) {
            endIfKnown(key);
            makeRoom();
            known.put(key, new RepeatedFailure(event, now));
            lines.doAppend(event);
            return;
        }
        before.again(event, now);
        if (before.isSummaryDue(now)) {
            write(before.sum(now), now);
        }
    }

    /** Writes the summaries that are due. To be called every now and then, for those that ended. */
    synchronized void sweep() {
        Instant now = clock.instant();
        Iterator<RepeatedFailure> failures = known.values().iterator();
        while (failures.hasNext()) {
            RepeatedFailure failure = failures.next();
            if (failure.isUntold() && (failure.isOver(now) || failure.isSummaryDue(now))) {
                write(failure.sum(now), now);
            }
            if (failure.isOver(now)) {
                failures.remove();
            }
        }
    }

    /** Says what was kept back, so that nothing is lost; from now on all is written. */
    synchronized void pass() {
        List.copyOf(known.keySet()).forEach(this::endIfKnown);
        isPassing = true;
    }

    @Override
    public synchronized void stop() {
        pass();
        super.stop();
        lines.stop();
    }

    private void makeRoom() {
        if (known.size() >= MOST_KNOWN) {
            endIfKnown(known.keySet().iterator().next());
        }
    }

    private void endIfKnown(FailureKey key) {
        RepeatedFailure failure = known.remove(key);
        if (failure != null && failure.isUntold()) {
            Instant now = clock.instant();
            write(failure.sum(now), now);
        }
    }

    /** The last of them, with how many there were; its stack was in the first line. */
    private void write(RepeatedFailure.Summary summary, Instant now) {
        ILoggingEvent last = summary.event();
        LoggingEvent line = new LoggingEvent();
        line.setLoggerName(last.getLoggerName());
        line.setLevel(last.getLevel());
        line.setThreadName(last.getThreadName());
        line.setMessage(last.getMessage());
        line.setArgumentArray(last.getArgumentArray());
        line.setInstant(now);
        line.setMDCPropertyMap(last.getMDCPropertyMap());
        List<KeyValuePair> pairs =
                new ArrayList<>(last.getKeyValuePairs() == null ? List.of() : last.getKeyValuePairs());
        if (last.getThrowableProxy() != null && pairs.stream().noneMatch(pair -> pair.key.equals(LogFields.ERROR))) {
            pairs.add(new KeyValuePair(LogFields.ERROR, LogFields.summary(last.getThrowableProxy())));
        }
        pairs.add(new KeyValuePair("repeated", summary.times()));
        pairs.add(new KeyValuePair("since", summary.since().truncatedTo(ChronoUnit.SECONDS)));
        pairs.add(new KeyValuePair("until", summary.until().truncatedTo(ChronoUnit.SECONDS)));
        line.setKeyValuePairs(pairs);
        lines.doAppend(line);
    }
}
