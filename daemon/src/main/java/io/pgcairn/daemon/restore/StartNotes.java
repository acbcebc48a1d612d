package io.pgcairn.daemon.restore;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Tells how to start what was restored. */
final class StartNotes {
    private static final String ROOT = "root";
    private static final DebianClusters DEBIAN = new DebianClusters(Path.of("/etc/postgresql"));
    private static final Pattern PLAIN = Pattern.compile("[\\w./+:@%-]+");

    private StartNotes() {}

    /** @param user who restored it, and so owns it */
    static List<String> of(RestorePlan plan, Path dataDirectory, String user) {
        List<String> notes = new ArrayList<>();
        if (user.equals(ROOT)) {
            notes.add("it belongs to root, as whom PostgreSQL does not run: chown -R postgres: " + dataDirectory);
        }
        if (Files.exists(dataDirectory.resolve("postgresql.conf"))) {
            notes.add("start it with: pg_ctl -D " + quoted(dataDirectory) + " start");
        } else {
            notes.addAll(debian(DEBIAN, plan.backup().serverVersion() / 10_000, dataDirectory));
        }
        if (plan.request().action() == TargetAction.PAUSE) {
            notes.add("it waits at the target; end that with: SELECT pg_wal_replay_resume()");
        }
        notes.add("it archives nothing: archive_mode is off until you set it");
        return notes;
    }

    /**
     * The settings are those of the server that was backed up, which may be running: the copy must not take its port
     * and its file of process id, nor write its log to the terminal, nor be reached by its clients, nor take what its
     * subscriptions are sent.
     */
    static List<String> debian(DebianClusters clusters, int version, Path dataDirectory) {
        String outside = "the cluster kept its postgresql.conf outside its data directory, so the backup has none";
        Optional<String> own = clusters.of(version, dataDirectory);
        if (own.isPresent()) {
            return List.of(outside, "start it with: pg_ctlcluster " + version + " " + own.get() + " start");
        }
        Optional<String> only = clusters.only(version);
        String directory = quoted(dataDirectory);
        return List.of(
                outside,
                "start it with: /usr/lib/postgresql/" + version + "/bin/pg_ctl -D " + directory + " -l "
                        + quoted(dataDirectory.resolve("start.log")) + " -o \"-c config_file="
                        + clusters.settings(version, only.orElse("NAME")) + " -c data_directory=" + directory
                        + " -c external_pid_file= -c listen_addresses=localhost"
                        + " -c max_logical_replication_workers=0 -p 5433\" start",
                "that is for a copy beside a server that runs; put another port if somebody has 5433"
                        + (only.isPresent() ? "" : ", and for NAME the cluster that was backed up (pg_lsclusters)"));
    }

    /** As a shell wants it, inside of double quotes too. */
    private static String quoted(Path path) {
        String text = path.toString();
        return PLAIN.matcher(text).matches() ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
