package io.pgcairn.daemon.job;

import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.schedule.JobRunner;
import io.pgcairn.daemon.schedule.JobState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/** Tells the log of what runs by itself for one cluster. */
record ScheduleReport(String cluster) implements JobRunner.Listener {
    private static final Logger LOG = LoggerFactory.getLogger("io.pgcairn.schedule");

    @Override
    public void started(JobState job) {
        event(Level.INFO, job).addKeyValue("due", text(job)).log("a scheduled run starts");
    }

    @Override
    public void done(JobState job) {
        event(Level.INFO, job).log("a scheduled run is done");
    }

    @Override
    public void busy(JobState job) {
        event(Level.INFO, job).log("a scheduled run waits: somebody else is at it");
    }

    @Override
    public void failed(JobState job, Exception cause) {
        LoggingEventBuilder event = event(Level.ERROR, job);
        job.failure()
                .ifPresent(failure -> event.addKeyValue("error", failure.message())
                        .addKeyValue("hint", failure.hint())
                        .addKeyValue("attempts", failure.attempts())
                        .addKeyValue("next_try", failure.nextTry()));
        if (!(cause instanceof CairnException)) {
            event.setCause(cause);
        }
        event.log("a scheduled run failed");
    }

    /** Quietly: until WAL streams there is nothing to back up, and that is told elsewhere. */
    @Override
    public void unknown(JobState job, CairnException cause) {
        event(Level.INFO, job)
                .addKeyValue("reason", cause.getMessage())
                .log("it is not known yet what ran last; nothing runs before");
    }

    private LoggingEventBuilder event(Level level, JobState job) {
        return LOG.atLevel(level)
                .addKeyValue("cluster", cluster)
                .addKeyValue("job", job.plan().name());
    }

    private static String text(JobState job) {
        return job.next().map(String::valueOf).orElse("now");
    }
}
