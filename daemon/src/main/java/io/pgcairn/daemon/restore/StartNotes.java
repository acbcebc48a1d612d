package io.pgcairn.daemon.restore;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Tells how to start what was restored. */
final class StartNotes {
    private static final String ROOT = "root";

    private StartNotes() {}

    /** @param user who restored it, and so owns it */
    static List<String> of(RestorePlan plan, Path dataDirectory, String user) {
        List<String> notes = new ArrayList<>();
        if (user.equals(ROOT)) {
            notes.add("it belongs to root, as whom PostgreSQL does not run: chown -R postgres: " + dataDirectory);
        }
        if (Files.exists(dataDirectory.resolve("postgresql.conf"))) {
            notes.add("start it with: pg_ctl -D " + dataDirectory + " start");
        } else {
            notes.addAll(debian(plan.backup().serverVersion() / 10_000, dataDirectory));
        }
        if (plan.request().action() == TargetAction.PAUSE) {
            notes.add("it waits at the target; end that with: SELECT pg_wal_replay_resume()");
        }
        notes.add("it archives nothing: archive_mode is off until you set it");
        return notes;
    }

    /**
     * The settings are those of the server that was backed up, which may be running: the copy must not take its port
     * and its file of process id, nor write its log to the terminal.
     */
    private static List<String> debian(int version, Path dataDirectory) {
        return List.of(
                "the cluster kept its postgresql.conf outside its data directory, so the backup has none",
                "start it with: /usr/lib/postgresql/" + version + "/bin/pg_ctl -D " + dataDirectory + " -l "
                        + dataDirectory + ".log -o \"-c config_file=/etc/postgresql/" + version
                        + "/main/postgresql.conf -c data_directory=" + dataDirectory
                        + " -c external_pid_file= -p 5433\" start",
                "5433 is a port for a copy beside a server that runs, if nobody has it; 'main' is what Debian calls the"
                        + " first cluster: put the name of yours");
    }
}
