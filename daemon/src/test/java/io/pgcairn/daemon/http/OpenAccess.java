package io.pgcairn.daemon.http;

import java.net.InetSocketAddress;
import java.time.Clock;

/** Access as it is where none is configured. */
final class OpenAccess {
    private OpenAccess() {}

    static Access make() {
        return of(HttpSettings.defaults(new InetSocketAddress("127.0.0.1", 0)));
    }

    static Access of(HttpSettings settings) {
        try {
            return new Access(settings, new RefusalLog(Clock.systemUTC()));
        } catch (ListenFailure e) {
            throw new AssertionError(e);
        }
    }
}
