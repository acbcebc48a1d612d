package io.pgcairn.daemon.page;

import io.pgcairn.daemon.http.ClusterStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Draws what can be restored as a bar a tier, now at the right end. A click on a bar asks for the moment below it. Who
 * uses the keyboard has the form and the list of backups for that, and need not go through fifty links.
 */
final class Timeline {
    private static final int ROW = 58;
    private static final int BAR_TOP = 22;
    private static final int BAR_HEIGHT = 24;
    private static final int FOOT = 34;
    private static final int SLOTS = 48;

    private final Html html;
    private final String cluster;
    private final List<ClusterStatus.Tier> tiers;
    private final Axis axis;
    private final Optional<Instant> picked;

    Timeline(Html html, String cluster, List<ClusterStatus.Tier> tiers, Instant now, Optional<Instant> picked) {
        this.html = html;
        this.cluster = cluster;
        this.tiers = tiers;
        this.axis = Axis.of(TimelineMarks.begin(tiers, now), now);
        this.picked = picked;
    }

    void draw() {
        html.element("figure", Attributes.css("timeline"), () -> {
            int bottom = tiers.size() * ROW;
            String id = "timeline-" + cluster;
            Attributes frame = Attributes.of("width", "100%")
                    .and("height", Integer.toString(bottom + FOOT))
                    .and("role", "group")
                    .and("aria-labelledby", id + "-title " + id + "-desc");
            html.element("svg", frame, () -> {
                html.element("title", Attributes.of("id", id + "-title"), "What can be restored of " + cluster);
                html.element("desc", Attributes.of("id", id + "-desc"), description());
                hatching();
                ticks(bottom);
                for (int i = 0; i < tiers.size(); i++) {
                    row(tiers.get(i), i * ROW);
                }
                picked.ifPresent(at -> pin(at, bottom));
            });
            html.element("figcaption", this::legend);
        });
    }

    private String description() {
        StringBuilder said = new StringBuilder("A bar for each tier, from " + Spoken.moment(axis.from()) + " to now.");
        for (ClusterStatus.Tier tier : tiers) {
            int gaps = Math.max(0, tier.recoverable().size() - 1);
            said.append(" Tier ").append(tier.name()).append(": ");
            said.append(Spoken.count(tier.backups().size(), "backup")).append(", ");
            said.append(Spoken.count(gaps, "gap")).append('.');
        }
        return said.toString();
    }

    private void hatching() {
        Attributes pattern = Attributes.of("id", "gap-" + cluster)
                .and("width", "6")
                .and("height", "6")
                .and("patternUnits", "userSpaceOnUse")
                .and("patternTransform", "rotate(45)");
        html.element(
                "defs",
                () -> html.element("pattern", pattern, () -> {
                    html.element("rect", box("0", 0, "6", 6, "gap-ground"), "");
                    html.element("rect", box("0", 0, "2", 6, "gap-line"), "");
                }));
    }

    private static Attributes box(String x, int y, String width, int height, String css) {
        return Attributes.css(css)
                .and("x", x)
                .and("y", Integer.toString(y))
                .and("width", width)
                .and("height", Integer.toString(height));
    }

    private void row(ClusterStatus.Tier tier, int top) {
        html.element("text", Attributes.css("tier").and("x", "0").and("y", Integer.toString(top + 14)), tier.name());
        int bar = top + BAR_TOP;
        html.element("rect", box("0", bar, "100%", BAR_HEIGHT, "track").and("rx", "5"), "");
        TimelineMarks marks = TimelineMarks.of(tier, axis);
        marks.gaps().forEach(gap -> missing(gap, bar, "cannot be restored: WAL is missing"));
        marks.tail().forEach(gap -> missing(gap, bar, "cannot be restored: no WAL of it is durable"));
        marks.spans().forEach(span -> part(span, bar, "span", "any moment can be restored"));
        marks.spans().forEach(span -> slots(span, bar));
        marks.dots().forEach(dot -> dot(dot, bar + BAR_HEIGHT / 2));
    }

    private void missing(ClusterStatus.Span gap, int bar, String what) {
        part(gap, bar, "missing", what, Attributes.of("fill", "url(#gap-" + cluster + ")"));
    }

    private void part(ClusterStatus.Span span, int bar, String css, String what) {
        part(span, bar, css, what, Attributes.of("rx", "5"));
    }

    private void part(ClusterStatus.Span span, int bar, String css, String what, Attributes more) {
        double from = axis.percent(span.from());
        double width = Math.max(0.4, axis.percent(span.to()) - from);
        Attributes box = box(Axis.places(from), bar, Axis.places(width), BAR_HEIGHT, css);
        for (var each : more.values().entrySet()) {
            box = box.and(each.getKey(), each.getValue());
        }
        html.element(
                "rect",
                box,
                () -> html.element(
                        "title", Spoken.moment(span.from()) + " to " + Spoken.moment(span.to()) + ": " + what));
    }

    /** Each asks for its middle. */
    private void slots(ClusterStatus.Span span, int bar) {
        double width = 100.0 / SLOTS;
        for (int i = 0; i < SLOTS; i++) {
            double from = Math.max(i * width, axis.percent(span.from()));
            double to = Math.min((i + 1) * width, axis.percent(span.to()));
            if (to > from) {
                Instant middle = within(span, axis.at((from + to) / 2));
                Attributes link = Attributes.of("href", Links.restore(cluster, middle) + "#restore-" + cluster)
                        .and("tabindex", "-1");
                Attributes box = box(Axis.places(from), bar, Axis.places(to - from), BAR_HEIGHT, "slot");
                html.element(
                        "a",
                        link,
                        () -> html.element(
                                "rect", box, () -> html.element("title", "Restore to " + Spoken.moment(middle))));
            }
        }
    }

    private static Instant within(ClusterStatus.Span span, Instant moment) {
        Instant whole = moment.truncatedTo(java.time.temporal.ChronoUnit.SECONDS);
        if (whole.isBefore(span.from())) {
            return Moments.first(span);
        }
        return whole.isAfter(span.to()) ? Moments.last(span) : whole;
    }

    private void dot(TimelineMarks.Dot dot, int y) {
        ClusterStatus.Backup newest = dot.newest();
        String name = newest.name().isEmpty() ? newest.id() : newest.name() + " (" + newest.id() + ")";
        String what = dot.count() == 1
                ? "Backup " + name + " ended " + Spoken.moment(newest.stopped())
                : dot.count() + " backups, the newest " + name + " ended " + Spoken.moment(newest.stopped());
        Attributes circle = Attributes.css(dot.count() == 1 ? "dot" : "dot many")
                .and("cx", Axis.places(axis.percent(newest.stopped())))
                .and("cy", Integer.toString(y))
                .and("r", dot.count() == 1 ? "5" : "6.5");
        html.element("circle", circle, () -> html.element("title", what));
    }

    private void ticks(int bottom) {
        List<Axis.Tick> ticks = axis.ticks();
        for (int i = 0; i < ticks.size(); i++) {
            double at = axis.percent(ticks.get(i).at());
            // Room is left for the words at both ends.
            if (at > 3 && at < 90) {
                tick(ticks.get(i).label(), at, bottom, (ticks.size() - i) % 2 == 0 ? "" : "odd");
            }
        }
        tick("now", 100, bottom, "end");
    }

    private void tick(String label, double at, int bottom, String css) {
        String x = Axis.places(at);
        html.element("g", Attributes.css(("tick " + css).strip()), () -> {
            Attributes line = Attributes.of("x1", x)
                    .and("x2", x)
                    .and("y1", Integer.toString(BAR_TOP - 4))
                    .and("y2", Integer.toString(bottom - 2));
            html.element("line", line, "");
            html.element("text", Attributes.of("x", x).and("y", Integer.toString(bottom + 15)), label);
        });
    }

    private void pin(Instant at, int bottom) {
        String x = Axis.places(axis.percent(at));
        Attributes line = Attributes.css("pin")
                .and("x1", x)
                .and("x2", x)
                .and("y1", Integer.toString(BAR_TOP - 8))
                .and("y2", Integer.toString(bottom - 6));
        html.element("line", line, () -> html.element("title", "The moment that was picked: " + Spoken.moment(at)));
        html.element(
                "circle",
                Attributes.css("pin")
                        .and("cx", x)
                        .and("cy", Integer.toString(BAR_TOP - 8))
                        .and("r", "4"),
                "");
    }

    private void legend() {
        html.element("span", Attributes.css("key key-span"), "can be restored");
        html.element("span", Attributes.css("key key-dot"), "backup");
        html.element("span", Attributes.css("key key-gap"), "gap");
        html.element("span", Attributes.css("hint"), "Times are UTC. Pick a moment in the green bar.");
    }
}
