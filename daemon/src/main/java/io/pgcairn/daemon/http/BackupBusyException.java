package io.pgcairn.daemon.http;

import io.pgcairn.daemon.fault.CairnException;

/** A backup, a dump or a drill is asked for while one is under way. */
final class BackupBusyException extends CairnException {
    private static final long serialVersionUID = 1L;

    BackupBusyException(JobKind kind, String runningJob) {
        super(
                kind.busy(),
                "a " + kind.noun() + " is under way already, job " + runningJob,
                "wait for it, or follow it by its job",
                null);
    }
}
