package io.pgcairn.daemon.tier;

import io.pgcairn.storage.ObjectInfo;
import io.pgcairn.storage.ObjectKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Remembers what a replication tells. */
final class NotedEvents implements ReplicationListener {
    private final List<String> events = new ArrayList<>();

    private synchronized void note(String event) {
        events.add(event);
    }

    /** The events that begin with this word, without it. */
    synchronized List<String> of(String word) {
        return events.stream()
                .filter(event -> event.startsWith(word + " "))
                .map(event -> event.substring(word.length() + 1))
                .toList();
    }

    @Override
    public void copied(ObjectInfo object) {
        note("copied " + object.key());
    }

    @Override
    public void inStep(String lane) {
        note("in-step " + lane);
    }

    @Override
    public void backupComplete(ObjectKey mark) {
        note("complete " + mark);
    }

    @Override
    public void backupWaits(ObjectKey mark, String missing) {
        note("waits " + missing);
    }

    @Override
    public void failed(String lane, Exception failure, int attempt, Duration pause) {
        note("failed " + lane + " " + attempt + " " + failure);
    }

    @Override
    public void skipped(ObjectInfo object, Exception cause) {
        note("skipped " + object.key());
    }

    @Override
    public void differs(ObjectInfo object, long targetBytes) {
        note("differs " + object.key());
    }

    @Override
    public void tailsLeft(String stem, Exception cause) {
        note("tails-left " + stem);
    }
}
