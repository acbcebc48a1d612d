package io.pgcairn.daemon.program;

import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.fault.Fault;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The daemon refused, failed, or could not be asked. */
final class DaemonAnswerException extends CairnException {
    private static final long serialVersionUID = 1L;

    private DaemonAnswerException(Fault fault, String message, String hint, @Nullable Throwable cause) {
        super(fault, message, hint, cause);
    }

    static DaemonAnswerException unreachable(String place, IOException cause) {
        return new DaemonAnswerException(
                Fault.DAEMON_UNREACHABLE,
                "the daemon does not answer at " + place + ": " + reason(cause),
                "start it with: pgcairn daemon --config FILE, and see that http.listen and http.socket are the"
                        + " same for both",
                cause);
    }

    /** Something answered that is no daemon: its words would tell nobody anything. */
    static DaemonAnswerException stranger(String place, int status, IOException cause) {
        return new DaemonAnswerException(
                Fault.DAEMON_UNREACHABLE,
                "what answers at " + place + " is not the daemon: its answer, of HTTP status " + status
                        + ", is no JSON object",
                "another program or a proxy may have that place: see http.listen and http.socket",
                cause);
    }

    private static String reason(IOException cause) {
        return cause.getMessage() == null ? "nobody listens there" : cause.getMessage();
    }

    /** @param body what the daemon said: error, message and hint */
    static DaemonAnswerException refused(Map<String, Object> body) {
        return new DaemonAnswerException(
                fault(String.valueOf(body.get("error"))),
                String.valueOf(body.get("message")),
                String.valueOf(body.get("hint")),
                null);
    }

    private static Fault fault(String label) {
        if (label.equals("unauthorized") || label.equals("forbidden")) {
            return Fault.ACCESS_REFUSED;
        }
        return Arrays.stream(Fault.values())
                .filter(fault -> fault.label().equals(label))
                .findFirst()
                .orElse(Fault.INTERNAL);
    }
}
