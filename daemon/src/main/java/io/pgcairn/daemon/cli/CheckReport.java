package io.pgcairn.daemon.cli;

import io.pgcairn.daemon.cli.Checker.Finding;
import io.pgcairn.daemon.cli.Checker.State;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What was found, for people and for programs. */
record CheckReport(List<Finding> findings) {
    CheckReport {
        findings = List.copyOf(findings);
    }

    /** The worst of all. */
    State state() {
        return findings.stream().map(Finding::state).max(State::compareTo).orElse(State.OK);
    }

    /** One line, which monitoring shows: how many are how, and the first of the worst. */
    String summary() {
        State worst = state();
        long bad = findings.stream().filter(each -> each.state() == worst).count();
        String all = findings.size() + " checks";
        if (worst == State.OK) {
            return "pgcairn OK: " + all;
        }
        Finding first = findings.stream()
                .filter(each -> each.state() == worst)
                .findFirst()
                .orElseThrow();
        String text = first.subject() + ": " + first.text();
        return "pgcairn " + worst + ": " + bad + " of " + all + ", " + text.replace('\n', ' ');
    }

    /** Every finding with what to do below it. */
    List<String> lines() {
        return findings.stream().flatMap(finding -> finding.lines().stream()).toList();
    }

    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("state", word(state()));
        json.put("summary", summary());
        json.put("checks", findings.stream().map(CheckReport::json).toList());
        return json;
    }

    private static Map<String, Object> json(Finding finding) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("state", word(finding.state()));
        json.put("subject", finding.subject());
        json.put("text", finding.text());
        json.put("hint", finding.hint());
        return json;
    }

    private static String word(State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
