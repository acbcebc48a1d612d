package io.pgcairn.daemon.setup;

import java.time.LocalDate;
import java.util.stream.Collectors;

/** The commented file that a draft becomes. */
final class DraftText {
    private final Draft draft;
    private final LocalDate today;

    DraftText(Draft draft, LocalDate today) {
        this.draft = draft;
        this.today = today;
    }

    String render() {
        return """
                # The configuration of pgcairn, written by 'pgcairn init' on %s.
                # It may be changed at will: 'pgcairn check' says what is wrong with it. Every key and default is in
                # docs/configuration.md.
                clusters:
                  %s:
                    postgres:
                      # As libpq writes it; without a host it is the Unix socket. A password belongs into a file for
                      # the daemon's user alone: passfile: /etc/pgcairn/pgpass
                      uri: %s
                    encryption:
                      # Who can open the backups. The private half of the first key is in the file below. WITHOUT A
                      # PRIVATE KEY NO BACKUP CAN BE READ: keep a copy of that file, or another key's, off the host.
                      recipients:
                %s
                      identities: [%s]
                    backup:
                      # minute hour day-of-month month day-of-week, or such as "every 6h"
                      schedule: "0 2 * * *"
                    retention:
                      # Every moment of this span before now can be restored; older backups go by themselves.
                      window: %s
                    # The first store acknowledges: WAL leaves the server once it is durable there.
                    tiers:
                %s
                    # Restores into a scratch directory, by schedule, prove that backups can be restored:
                    # drill: { schedule: "0 5 * * SUN", directory: /var/cache/pgcairn/drill }
                """.formatted(
                today,
                draft.cluster(),
                quoted(draft.postgres()),
                draft.recipients().stream().map(key -> "        - " + key).collect(Collectors.joining("\n")),
                quoted(draft.identity().toString()),
                quoted(draft.window()),
                draft.stores().stream().map(DraftText::store).collect(Collectors.joining("\n")));
    }

    private static String store(Draft.Store store) {
        String options = store.options().entrySet().stream()
                .map(option -> "\n          " + option.getKey() + ": " + quoted(option.getValue()))
                .collect(Collectors.joining());
        return "      - name: " + store.name() + "\n        store: " + quoted(store.uri())
                + (options.isEmpty() ? "" : "\n        options:" + options);
    }

    /** A text in YAML that is nothing but this text. */
    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
