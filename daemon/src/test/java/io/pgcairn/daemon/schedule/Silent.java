package io.pgcairn.daemon.schedule;

import io.pgcairn.daemon.fault.CairnException;

/** Hears nothing. */
final class Silent implements JobRunner.Listener {
    @Override
    public void started(JobState job) {}

    @Override
    public void done(JobState job) {}

    @Override
    public void busy(JobState job) {}

    @Override
    public void failed(JobState job, Exception cause) {}

    @Override
    public void unknown(JobState job, CairnException cause) {}
}
