package io.pgcairn.daemon.restore;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Tells how to start what was restored. */
final class StartNotes {
    private StartNotes() {}

    static List<String> of(RestorePlan plan, Path dataDirectory) {
        List<String> notes = new ArrayList<>();
        if (Files.exists(dataDirectory.resolve("postgresql.conf"))) {
            notes.add("start it with: pg_ctl -D " + dataDirectory + " start");
        } else {
            notes.add("the cluster kept its postgresql.conf outside its data directory, so the backup has none");
            notes.add("start it with: pg_ctl -D " + dataDirectory + " -o \"-c config_file=/etc/postgresql/"
                    + plan.backup().serverVersion() / 10_000 + "/main/postgresql.conf -c data_directory="
                    + dataDirectory + "\" start");
        }
        if (plan.request().action() == TargetAction.PAUSE) {
            notes.add("it waits at the target; end that with: SELECT pg_wal_replay_resume()");
        }
        notes.add("it archives nothing: archive_mode is off until you set it");
        return notes;
    }
}
