package io.pgcairn.daemon.http;

import io.netty.channel.Channel;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.SequencedSet;

/**
 * The connections of one listener, so many and no more. For one too many, the one goes that has been waiting longest
 * for its client: a thousand idle clients keep nobody out. Safe for use by several threads.
 */
final class ConnectionTable {
    private final int limit;

    // Guarded by this; each the one that has been there longest first.
    private final SequencedSet<Channel> asking = new LinkedHashSet<>();
    private final SequencedSet<Channel> taking = new LinkedHashSet<>();
    private final SequencedSet<Channel> worked = new LinkedHashSet<>();

    ConnectionTable(int limit) {
        this.limit = limit;
    }

    /** @return false if there is no place for it */
    boolean admit(Channel connection) {
        Optional<Channel> ousted = Optional.empty();
        synchronized (this) {
            if (asking.size() + taking.size() + worked.size() >= limit) {
                ousted = oust();
                if (ousted.isEmpty()) {
                    return false;
                }
            }
            asking.add(connection);
        }
        connection.closeFuture().addListener(_ -> remove(connection));
        ousted.ifPresent(Channel::close);
        return true;
    }

    private Optional<Channel> oust() {
        if (!asking.isEmpty()) {
            return Optional.of(asking.removeFirst());
        }
        return taking.isEmpty() ? Optional.empty() : Optional.of(taking.removeFirst());
    }

    /** Its next request is waited for. */
    synchronized void asks(Channel connection) {
        move(connection, asking);
    }

    /** Its request is worked on. */
    synchronized void isWorkedFor(Channel connection) {
        move(connection, worked);
    }

    /** It is to take its reply. */
    synchronized void takes(Channel connection) {
        move(connection, taking);
    }

    private void move(Channel connection, SequencedSet<Channel> to) {
        if (asking.remove(connection) | taking.remove(connection) | worked.remove(connection)) {
            to.add(connection);
        }
    }

    private synchronized void remove(Channel connection) {
        asking.remove(connection);
        taking.remove(connection);
        worked.remove(connection);
    }
}
