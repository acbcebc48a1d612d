package io.pgcairn.daemon.page;

import io.pgcairn.daemon.http.ClusterStatus;
import java.util.List;
import java.util.Locale;

/** What an operator is to look at, with what to do and where the runbook tells more. */
final class Alarms {
    private final Html html;

    Alarms(Html html) {
        this.html = html;
    }

    void write(List<ClusterStatus.Alarm> alarms) {
        if (alarms.isEmpty()) {
            return;
        }
        html.element(
                "ul",
                Attributes.css("alarms").and("aria-label", Spoken.count(alarms.size(), "alarm")),
                () -> alarms.forEach(this::alarm));
    }

    private void alarm(ClusterStatus.Alarm alarm) {
        String severity = alarm.severity().name().toLowerCase(Locale.ROOT);
        html.element("li", Attributes.css("alarm " + severity), () -> {
            html.element("strong", Attributes.css("severity"), severity);
            html.element("p", Attributes.css("message"), alarm.message());
            if (!alarm.hint().isEmpty()) {
                html.element("p", "What to do: " + alarm.hint());
            }
            html.element("p", Attributes.css("hint"), "Runbook: docs/runbook.md, chapter " + alarm.name());
        });
    }
}
