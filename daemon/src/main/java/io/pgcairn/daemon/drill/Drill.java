package io.pgcairn.daemon.drill;

import io.pgcairn.daemon.catalog.BackupArchive;
import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.instance.InstanceException;
import io.pgcairn.daemon.instance.PrivateServer;
import io.pgcairn.daemon.restore.RestoreListener;
import io.pgcairn.daemon.restore.RestorePlan;
import io.pgcairn.daemon.restore.Restorer;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** One restore drill: restores, starts, judges, and leaves nothing behind. Used once, by one thread. */
public final class Drill {
    private final DrillOrder order;
    private final BackupArchive archive;
    private final RestoreListener listener;
    private final DrillNotes notes;
    private final DiskRoom room;

    /**
     * @param archive of the lineage that the plan is of
     * @param notes takes what is found
     */
    public Drill(DrillOrder order, BackupArchive archive, RestoreListener listener, DrillNotes notes) {
        this(order, archive, listener, notes, DiskRoom.OF_FILE_SYSTEM);
    }

    Drill(DrillOrder order, BackupArchive archive, RestoreListener listener, DrillNotes notes, DiskRoom room) {
        this.order = order;
        this.archive = archive;
        this.listener = listener;
        this.notes = notes;
        this.room = room;
    }

    /**
     * Does it; returns when all of it is good and its directory is gone.
     *
     * @throws DrillException what was to be proven is not
     * @throws InterruptedException it was stopped; nothing of it is left either
     */
    public void run() throws DrillException, InterruptedException {
        try (Deadline deadline = new Deadline(order.timeout())) {
            try {
                within(deadline);
            } catch (CairnException | InterruptedException | IOException | RuntimeException e) {
                throw told(e, deadline);
            }
        }
    }

    /** Whoever was interrupted says so in many ways; why it was is known here. */
    private DrillException told(Exception failure, Deadline deadline) throws InterruptedException {
        if (deadline.isOver()) {
            return DrillException.timedOut(order.timeout());
        }
        return switch (failure) {
            case InterruptedException stopped -> throw stopped;
            case Exception _ when Thread.interrupted() -> throw new InterruptedException("the drill was stopped");
            case CairnException known -> DrillException.of(known);
            case RuntimeException bug -> throw bug;
            default ->
                new DrillException(
                        "the drill cannot use " + order.base() + ": " + failure.getMessage(),
                        "look at its permissions and free space, or name another directory in drill.directory");
        };
    }

    private void within(Deadline deadline) throws CairnException, IOException, InterruptedException {
        PrivateServer.requireShort(order.base().resolve(DrillDirectory.name(order.cluster(), order.label())));
        try (DrillDirectory directory = DrillDirectory.make(order.base(), order.cluster(), order.label())) {
            RestorePlan plan = directory.placed(order.plan());
            room.require(plan, directory.root());
            try (PrivateServer server = new PrivateServer(order.binaries(), directory.root())) {
                new Restorer(archive, listener).restore(plan, server.data(), order.options());
                new PageChecks(server, deadline, notes).files();
                start(server, deadline);
                judge(server, deadline);
            }
            if (order.keeps()) {
                notes.found("the copy stays in " + directory.root());
                directory.keep();
            }
        }
    }

    private void start(PrivateServer server, Deadline deadline) throws DrillException, InterruptedException {
        try {
            server.start(ServerSettings.of(order.binaries().major()), deadline.left());
        } catch (InstanceException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException("the drill was stopped");
            }
            Optional<String> complaint = server.lastComplaint();
            throw new DrillException(
                    "the restored server does not come up: " + complaint.orElse(String.valueOf(e.getMessage())),
                    e.hint());
        }
        notes.found("PostgreSQL " + order.binaries().major() + " started and ended its recovery");
    }

    private void judge(PrivateServer server, Deadline deadline) throws CairnException, InterruptedException {
        List<String> roles = Stream.of(order.role(), "postgres").distinct().toList();
        Probe probe = Probe.of(server.socket(), deadline, roles);
        new Judge(order, probe, notes).judge();
        new PageChecks(server, deadline, notes).relations(probe);
    }
}
