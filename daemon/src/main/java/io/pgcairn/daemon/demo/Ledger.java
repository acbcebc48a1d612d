package io.pgcairn.daemon.demo;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What the writer was told is committed, and what it had sent without an answer. It outlives the database. */
final class Ledger {
    private final List<Commit> commits = new ArrayList<>();
    private final Set<Long> inFlight = new HashSet<>();

    synchronized void sends(long number) {
        inFlight.add(number);
    }

    synchronized void acknowledges(Commit commit) {
        if (!inFlight.remove(commit.number())) {
            throw new IllegalStateException("row " + commit.number() + " was never sent, or is acknowledged twice");
        }
        commits.add(commit);
    }

    synchronized int size() {
        return commits.size();
    }

    /** The highest number up to which every row is acknowledged; rows are numbered from 1. */
    synchronized long completeUpTo() {
        BitSet numbers = new BitSet();
        commits.forEach(commit -> numbers.set(Math.toIntExact(commit.number())));
        return numbers.nextClearBit(1) - 1L;
    }

    synchronized Page page() {
        return new Page(commits, inFlight);
    }

    /**
     * The ledger as it stands.
     *
     * @param commits in the order of their acknowledgements
     * @param inFlight the numbers of rows that were sent and never answered: they may be committed or not
     */
    record Page(List<Commit> commits, Set<Long> inFlight) {
        Page {
            commits = List.copyOf(commits);
            inFlight = Set.copyOf(inFlight);
        }
    }
}
