package io.pgcairn.daemon.page;

import io.pgcairn.daemon.http.ClusterStatus;
import java.time.Instant;
import java.util.List;

/** Says in one sentence what can be restored: what everybody opens this page for. */
final class Headline {
    private static final int MOST_SPANS = 5;

    private final Html html;
    private final Instant now;

    Headline(Html html, Instant now) {
        this.html = html;
        this.now = now;
    }

    void write(List<ClusterStatus.Tier> tiers) {
        html.element("div", Attributes.css("headline"), () -> {
            if (tiers.stream().allMatch(tier -> tier.recoverable().isEmpty())) {
                nothing(tiers.stream().noneMatch(tier -> tier.storedBytes().isPresent()));
                return;
            }
            ClusterStatus.Tier first = tiers.getFirst();
            if (!first.recoverable().isEmpty()) {
                spans("You can restore" + any(first), first);
            }
            tiers.stream()
                    .filter(tier -> tier != first && !tier.recoverable().isEmpty() && differ(first, tier))
                    .forEach(tier -> spans("From tier " + tier.name() + any(tier), tier));
            tiers.stream()
                    .filter(tier -> tier.recoverable().isEmpty())
                    .forEach(tier -> html.element("p", "From tier " + tier.name() + " nothing can be restored yet."));
        });
    }

    private void nothing(boolean isUnknown) {
        html.element(
                "p",
                Attributes.css("lead none"),
                isUnknown ? "What can be restored is not known yet." : "Nothing can be restored yet.");
        html.element(
                "p",
                isUnknown
                        ? "The stores are being looked at. Load this page again in a moment; if it stays so, the log"
                                + " says why a store does not answer."
                        : "There is no backup in the store. The first one is taken by the schedule, or now, by hand.");
    }

    /** A backup without WAL behind it is one moment. */
    private static String any(ClusterStatus.Tier tier) {
        boolean isAny =
                tier.recoverable().stream().anyMatch(span -> !span.from().equals(span.to()));
        return isAny ? " to any moment" : "";
    }

    /** What is copied comes a little later: a minute is no difference that anybody restores by. */
    private static boolean differ(ClusterStatus.Tier first, ClusterStatus.Tier other) {
        if (first.recoverable().size() != other.recoverable().size()) {
            return true;
        }
        for (int i = 0; i < first.recoverable().size(); i++) {
            ClusterStatus.Span here = first.recoverable().get(i);
            ClusterStatus.Span there = other.recoverable().get(i);
            if (!isNear(here.from(), there.from()) || !isNear(here.to(), there.to())) {
                return true;
            }
        }
        return false;
    }

    private static boolean isNear(Instant one, Instant other) {
        return Math.abs(one.getEpochSecond() - other.getEpochSecond()) <= 60;
    }

    private void spans(String lead, ClusterStatus.Tier tier) {
        html.element("p", Attributes.css("lead"), lead);
        List<ClusterStatus.Span> spans = tier.recoverable();
        List<ClusterStatus.Span> newest = spans.subList(Math.max(0, spans.size() - MOST_SPANS), spans.size());
        html.element(
                "ul",
                Attributes.css("spans"),
                () -> newest.reversed().forEach(span -> {
                    html.element("li", () -> span(span));
                }));
        if (newest.size() > 1) {
            int older = spans.size() - newest.size();
            html.element(
                    "p",
                    Attributes.css("hint"),
                    "Between them are gaps: no moment of those can be restored."
                            + (older == 0 ? "" : " " + Spoken.count(older, "older span") + ": see pgcairn list."));
        }
    }

    private void span(ClusterStatus.Span span) {
        if (span.from().equals(span.to())) {
            html.element("span", Attributes.css("word"), "to ");
            html.element("span", () -> {
                moment(span.from());
                html.text(", the end of a backup");
            });
            return;
        }
        html.element("span", Attributes.css("word"), "from ");
        moment(Moments.first(span));
        html.element("span", Attributes.css("word"), " to ");
        moment(Moments.last(span));
    }

    private void moment(Instant moment) {
        html.element("span", Attributes.css("moment"), () -> {
            html.element("time", Attributes.of("datetime", moment.toString()), Spoken.moment(moment));
            html.text(" ");
            html.element("span", Attributes.css("age"), "(" + Spoken.age(moment, now) + ")");
        });
    }
}
