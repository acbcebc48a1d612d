package io.pgcairn.daemon.demo;

import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.postgres.Lsn;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The second half of the story: what came back, held against the ledger, and what the store looks like. */
final class Proof {
    private final Stage stage;
    private final Story story;
    private final Ledger.Page ledger;
    private final List<String> complaints = new ArrayList<>();

    Proof(Stage stage, Story story, Ledger.Page ledger) {
        this.stage = stage;
        this.story = story;
        this.ledger = ledger;
    }

    /** Whether nothing was found that is not as it must be. */
    boolean isGood() {
        return complaints.isEmpty();
    }

    void restoreBefore(Lsn mistake, Restoration restoration) throws CairnException, SQLException, InterruptedException {
        Restoration.Result result =
                restoration.to(stage.path("restored-before"), List.of("--target-lsn", mistake.toString()));
        Verdict verdict = Comparison.asOf(mistake, ledger, result.rows());
        story.tell(
                "'pgcairn restore --target-lsn %s' restores to just before the mistake: it copies the base backup, and"
                        + " PostgreSQL fetches WAL from the daemon and replays it up to there.",
                mistake);
        if (verdict.isGood()) {
            story.add(
                    "All %d rows are there, the deleted ones too: equal to the ledger as of then, each byte of each"
                            + " row.",
                    verdict.rows());
        }
        report("restore to before the mistake", result, verdict);
    }

    void restoreLatest(Disaster disaster, long deletedUpTo, Restoration restoration)
            throws CairnException, SQLException, InterruptedException {
        Restoration.Result result = restoration.to(stage.path("restored-latest"), List.of("--target", "latest"));
        Verdict verdict = Comparison.latest(disaster, deletedUpTo, ledger, result.rows());
        story.tell("'pgcairn restore --target latest' restores all that is stored, the mistake included.");
        if (verdict.isGood()) {
            story.add(
                    "The %d rows that are there are the ledger from its beginning without a hole, less what was"
                            + " deleted. Its end is lost: %d of %d commits, from the last %s before the kill. WAL that"
                            + " is not yet a whole segment is stored every %d s, so a lost host may cost as much. All"
                            + " that the daemon had called stored came back.",
                    verdict.rows(),
                    verdict.lost(),
                    ledger.commits().size(),
                    Restoration.seconds(verdict.window()),
                    Scene.TAIL_INTERVAL.toSeconds());
        }
        report("restore to latest", result, verdict);
        story.figure("acknowledged commits", "%d", ledger.commits().size());
        story.figure("lost commits", "%d", verdict.lost());
        story.figure(
                "WAL lost at the kill",
                "%s (tail interval %d s)",
                Restoration.seconds(verdict.window()),
                Scene.TAIL_INTERVAL.toSeconds());
    }

    private void report(String name, Restoration.Result result, Verdict verdict) {
        if (result.verified()) {
            story.add("pg_verifybackup found every file as it was backed up.");
        }
        for (String complaint : verdict.complaints()) {
            story.add("NOT EQUAL: %s", complaint);
            complaints.add(complaint);
        }
        story.figure(
                name,
                "%s copying, %s until it accepts writes",
                Restoration.seconds(result.copying()),
                Restoration.seconds(result.recovering()));
    }

    /** Looks for anything in plain text: in the store, and for the private key in all that was written. */
    void inspect() throws DemoException {
        try {
            StoreInspection inspection = StoreInspection.of(stage.path("store"));
            List<String> found = new ArrayList<>(inspection.complaints());
            found.addAll(leaks(Scene.secret(stage)));
            if (found.isEmpty()) {
                story.tell(
                        "Of the stored objects %d are sealed in the age format, from their first byte on; %d are marks"
                                + " that hold no rows. No log and no output holds the private key.",
                        inspection.sealed(), inspection.open());
            } else {
                story.tell("What is stored or written is not as it should be.");
                found.forEach(each -> story.add("NOT SAFE: %s", each));
            }
            complaints.addAll(found);
        } catch (IOException e) {
            throw DemoException.failed("cannot look at what was stored and written", e);
        }
    }

    private List<String> leaks(String secret) throws IOException {
        List<String> leaks = new ArrayList<>();
        try (Stream<Path> files = Files.list(stage.path(""))) {
            for (Path log :
                    (Iterable<Path>) files.filter(file -> file.toString().endsWith(".log"))::iterator) {
                if (Files.readString(log, StandardCharsets.ISO_8859_1).contains(secret)) {
                    leaks.add("the private key stands in " + log);
                }
            }
        }
        return leaks;
    }
}
