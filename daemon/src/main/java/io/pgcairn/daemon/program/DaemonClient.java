package io.pgcairn.daemon.program;

import com.fasterxml.jackson.jr.ob.JSON;
import io.pgcairn.daemon.config.Configuration;
import io.pgcairn.daemon.fault.CairnException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Asks the running daemon over its endpoint: by its Unix socket where there is one that this user can open, else by TCP
 * with the admin token.
 */
final class DaemonClient implements AutoCloseable {
    private final DaemonLine line;

    /** @throws CairnException the daemon cannot be asked by this user */
    DaemonClient(Configuration configuration) throws CairnException {
        Optional<SocketLine> socket = SocketLine.of(configuration);
        this.line = socket.isPresent() ? socket.get() : TcpLine.to(configuration.http());
    }

    DaemonClient(DaemonLine line) {
        this.line = line;
    }

    Map<String, Object> get(String path) throws CairnException, InterruptedException {
        return answer("GET", path, Optional.empty());
    }

    /** @param body what is posted, as JSON */
    Map<String, Object> post(String path, Map<String, Object> body) throws CairnException, InterruptedException {
        try {
            return answer("POST", path, Optional.of(JSON.std.asString(body)));
        } catch (IOException e) {
            throw new IllegalStateException("texts make JSON", e);
        }
    }

    private Map<String, Object> answer(String method, String path, Optional<String> sent)
            throws CairnException, InterruptedException {
        DaemonLine.Answer answer;
        try {
            answer = line.ask(method, path, sent);
        } catch (IOException e) {
            throw DaemonAnswerException.unreachable(line.place(), e);
        }
        Map<String, Object> body = body(answer);
        if (answer.status() >= 300) {
            throw DaemonAnswerException.refused(body);
        }
        return body;
    }

    private Map<String, Object> body(DaemonLine.Answer answer) throws DaemonAnswerException {
        try {
            return new LinkedHashMap<>(JSON.std.mapFrom(answer.body()));
        } catch (IOException e) {
            throw DaemonAnswerException.stranger(line.place(), answer.status(), e);
        }
    }

    @Override
    public void close() {
        line.close();
    }
}
