package io.pgcairn.daemon.postgres;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The ancestry of a timeline, as its history file tells it: which timeline it branched off, where, and so on back.
 *
 * @param timeline whose history it is
 * @param ancestors oldest first, each with the position at which its successor took over; empty for timeline 1
 */
public record TimelineHistory(TimelineId timeline, List<Branch> ancestors) {
    /**
     * One ancestor.
     *
     * @param timeline the ancestor
     * @param end where the next timeline of the history took over; WAL of the ancestor from here on is not part of it
     */
    public record Branch(TimelineId timeline, Lsn end) {}

    public TimelineHistory {
        ancestors = List.copyOf(ancestors);
        TimelineId last = null;
        Lsn end = Lsn.ZERO;
        for (Branch branch : ancestors) {
            if (last != null && branch.timeline().compareTo(last) <= 0
                    || branch.end().isBefore(end)) {
                throw new IllegalArgumentException("the history of timeline " + timeline + " does not ascend");
            }
            last = branch.timeline();
            end = branch.end();
        }
        if (last != null && last.compareTo(timeline) >= 0) {
            throw new IllegalArgumentException("timeline " + timeline + " cannot descend from timeline " + last);
        }
    }

    /** A timeline without ancestors. */
    public static TimelineHistory root(TimelineId timeline) {
        return new TimelineHistory(timeline, List.of());
    }

    /**
     * Reads a history file: lines of timeline, position and reason; {@code #} starts a comment.
     *
     * @throws IllegalArgumentException a line is something else; the message names it
     */
    public static TimelineHistory parse(TimelineId timeline, byte[] file) {
        List<Branch> branches = new ArrayList<>();
        for (String raw : new String(file, StandardCharsets.UTF_8).split("\n")) {
            String line = raw.strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                branches.add(parseLine(timeline, line));
            }
        }
        return new TimelineHistory(timeline, branches);
    }

    private static Branch parseLine(TimelineId timeline, String line) {
        String[] fields = line.split("\\s+", 3);
        if (fields.length < 2) {
            throw new IllegalArgumentException("the history of timeline " + timeline + " has a broken line: " + line);
        }
        try {
            return new Branch(new TimelineId(Long.parseLong(fields[0])), Lsn.parse(fields[1]));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "the history of timeline " + timeline + " has a broken line: " + line, e);
        }
    }

    /** Where this history's part on {@code of} ends; empty if it is the newest one or no member. */
    public Optional<Lsn> endOf(TimelineId of) {
        return ancestors.stream()
                .filter(branch -> branch.timeline().equals(of))
                .map(Branch::end)
                .findFirst();
    }

    /** Where the newest timeline of this history begins; {@code 0/0} for a root. */
    public Lsn begin() {
        return ancestors.isEmpty() ? Lsn.ZERO : ancestors.getLast().end();
    }

    /** The timeline whose WAL holds position {@code lsn} in this history. */
    public TimelineId timelineAt(Lsn lsn) {
        for (Branch branch : ancestors) {
            if (lsn.isBefore(branch.end())) {
                return branch.timeline();
            }
        }
        return timeline;
    }

    /** Whether {@code of} is this timeline or one of its ancestors. */
    public boolean contains(TimelineId of) {
        return of.equals(timeline) || endOf(of).isPresent();
    }
}
