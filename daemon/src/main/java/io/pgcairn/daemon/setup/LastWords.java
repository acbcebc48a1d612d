package io.pgcairn.daemon.setup;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an operator is told at the end, and reads again a year later.
 *
 * @param file the configuration
 * @param recipients who can open the backups
 */
record LastWords(Path file, Path identity, List<String> recipients, String slot) {
    private static final Path USUAL = Path.of("/etc/pgcairn/pgcairn.yaml");
    private static final String SUFFIX = ".yaml";

    List<String> lines() {
        List<String> lines =
                new ArrayList<>(List.of("", "The key. Backups are encrypted; these public keys can open them:"));
        recipients.forEach(key -> lines.add("  " + key));
        lines.addAll(List.of(
                "The private half of the first is in " + identity
                        + ". If this host is lost and no copy of that file is",
                "elsewhere, NO BACKUP CAN BE READ, by anybody. Copy it now to where this host's fire does not reach: a",
                "password safe, or printed in a sealed envelope, with the place of the store beside it. To restore on",
                "a new host, install pgcairn, put the file and the configuration back where they are here, and run",
                "'pgcairn list' and 'pgcairn restore'."));
        if (recipients.size() == 1) {
            lines.add("A second key whose private half never was on this host is better still: 'pgcairn keygen'");
            lines.add("elsewhere, then its public half under encryption.recipients.");
        }
        if (!file.equals(USUAL)) {
            lines.addAll(List.of(
                    "",
                    "If another daemon runs on this host, first give this one an address of its own: http.listen in the"
                            + " file."));
        }
        lines.addAll(List.of("", "Next:"));
        next().forEach(command -> lines.add("  " + command));
        lines.addAll(List.of(
                "",
                "From now on the slot " + slot
                        + " keeps WAL on the server until the daemon has stored it. Should pgcairn not",
                "be used after all, drop it, or the server's disk fills: SELECT pg_drop_replication_slot('" + slot
                        + "');"));
        return lines;
    }

    /** The commands that come next. */
    List<String> next() {
        String option = file.equals(USUAL) ? "" : " --config " + file;
        return List.of(
                unit().map(unit -> "systemctl enable --now " + unit).orElse("pgcairn daemon" + option),
                "pgcairn backup" + option + " --wait",
                "pgcairn check" + option);
    }

    /** The packaged unit that reads the file, where one does. */
    private Optional<String> unit() {
        String name = String.valueOf(file.getFileName());
        if (file.equals(USUAL)) {
            return Optional.of("pgcairn");
        }
        return USUAL.resolveSibling(name).equals(file) && name.endsWith(SUFFIX)
                ? Optional.of("pgcairn@" + name.substring(0, name.length() - SUFFIX.length()))
                : Optional.empty();
    }

    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("config", file.toString());
        json.put("identity", identity.toString());
        json.put("recipients", recipients);
        json.put("slot", slot);
        json.put("next", next());
        return json;
    }
}
