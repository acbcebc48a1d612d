package io.pgcairn.daemon.setup;

import io.pgcairn.daemon.cli.Checker.Finding;
import io.pgcairn.daemon.cli.Checker.State;
import io.pgcairn.daemon.cli.Dialogue;
import io.pgcairn.daemon.cli.InitRequest;
import io.pgcairn.daemon.cli.Keys;
import io.pgcairn.daemon.cli.Report;
import io.pgcairn.daemon.cluster.Clusters;
import io.pgcairn.daemon.config.ClusterConfig;
import io.pgcairn.daemon.config.TierConfig;
import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.fault.Fault;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A host that is set up already: what is there is told and proven, what is missing of the slot is made. */
record Rerun(Clusters clusters, Keys keys, Prover prover, Dialogue dialogue) {
    Report of(Path file, InitRequest request) throws CairnException, InterruptedException {
        ClusterConfig cluster = chosen(file, request);
        refuseOthers(file, cluster, request);
        Configured there = new Configured.Written(file, cluster.name());
        List<Finding> found = new ArrayList<>(prover.postgres(there));
        found.addAll(prover.stores(there));
        found.forEach(finding -> finding.lines().forEach(dialogue::tell));
        for (Finding finding : found) {
            if (finding.state() == State.FAILED) {
                throw new SetupException(
                        finding.fault().orElse(Fault.CHECK_FAILED),
                        finding.subject() + ": " + finding.text(),
                        finding.hint());
            }
        }
        boolean made = prover.makeSlot(there);
        Path identity = cluster.encryption().identities().stream().findFirst().orElse(file.resolveSibling("none"));
        LastWords words = new LastWords(
                file,
                identity,
                cluster.encryption().recipients(),
                cluster.postgres().slot());
        List<String> lines = new ArrayList<>(List.of(
                "",
                "OK       " + file + " was there and is left as it is; --force writes another",
                "OK       slot " + cluster.postgres().slot() + (made ? " is made" : " is there")));
        lines.addAll(words.lines());
        Map<String, Object> json = new LinkedHashMap<>(words.json());
        json.put("written", false);
        json.put("key_made", false);
        json.put("slot_made", made);
        json.put("checks", Pieces.json(found));
        return new Report(lines, json);
    }

    private ClusterConfig chosen(Path file, InitRequest request) throws CairnException {
        List<ClusterConfig> there = clusters.load(file).clusters();
        String name = request.cluster().orElse(there.getFirst().name());
        return there.stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .filter(each -> there.size() == 1)
                .orElseThrow(() -> refused(
                        file,
                        "it has the clusters "
                                + String.join(
                                        ", ",
                                        there.stream().map(ClusterConfig::name).toList())));
    }

    /** What is asked for must be what is there. */
    private static void refuseOthers(Path file, ClusterConfig cluster, InitRequest request) throws SetupException {
        Optional<String> uri = request.postgres();
        if (uri.isPresent() && !uri.get().equals(cluster.postgres().uri().reveal())) {
            throw refused(
                    file, "it names another PostgreSQL: " + cluster.postgres().uri());
        }
        List<String> there = cluster.tiers().stream()
                .map(TierConfig::store)
                .map(java.net.URI::toString)
                .toList();
        List<String> asked = request.stores().stream()
                .map(store -> store.uri().startsWith("/") ? "file://" + store.uri() : store.uri())
                .toList();
        if (!asked.isEmpty() && !asked.equals(there)) {
            throw refused(file, "it names other stores: " + String.join(", ", there));
        }
    }

    private static SetupException refused(Path file, String why) {
        return new SetupException(
                Fault.CONFIGURATION,
                file + " exists, and " + why,
                "change the file by hand, or write it anew with --force (it is kept beside, as .bak with the"
                        + " date)");
    }
}
