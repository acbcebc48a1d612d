package io.pgcairn.daemon.postgres;

import java.io.IOException;
import java.io.OutputStream;
import java.net.ProtocolException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One authenticated connection, message by message. One thread reads; whoever writes from several threads brings the
 * lock.
 */
final class Wire {
    /** What {@link #next} returns when no message came in time. */
    static final byte SILENCE = 0;

    private static final byte[] COPY_DONE = {'c', 0, 0, 0, 4};
    private static final String LOST_HINT = "check that PostgreSQL runs and that the network between holds";

    private final Socket plain;
    private final Socket socket;
    private final MessageReader reader;
    private final OutputStream out;
    private @Nullable ServerError error;
    private long timeoutMillis = -1;

    /**
     * @param plain the socket that ends everything at once when it is closed
     * @param socket what is read and written: the same, or TLS over it
     */
    Wire(Socket plain, Socket socket) throws IOException {
        this.plain = plain;
        this.socket = socket;
        this.reader = new MessageReader(socket.getInputStream());
        this.out = socket.getOutputStream();
    }

    MessageReader reader() {
        return reader;
    }

    /** How long {@link #next} waits for bytes. */
    void timeout(Duration patience, String doing) throws PostgresException {
        long millis = Math.clamp(patience.toMillis(), 1, Integer.MAX_VALUE);
        if (millis != timeoutMillis) {
            try {
                socket.setSoTimeout((int) millis);
                timeoutMillis = millis;
            } catch (IOException e) {
                throw lost(doing, e);
            }
        }
    }

    /** Sends a simple query. */
    void query(String sql, String doing) throws PostgresException {
        byte[] text = sql.getBytes(StandardCharsets.UTF_8);
        ByteBuffer message = ByteBuffer.allocate(text.length + 6);
        message.put((byte) 'Q').putInt(text.length + 5).put(text).put((byte) 0);
        send(message.array(), doing);
    }

    void copyDone(String doing) throws PostgresException {
        send(COPY_DONE, doing);
    }

    void send(byte[] message, String doing) throws PostgresException {
        try {
            out.write(message);
            out.flush();
        } catch (IOException e) {
            throw lost(doing, e);
        }
    }

    /**
     * The type of the next message of an answer, which {@link #reader} then holds, or {@link #SILENCE}. Notices and
     * changed parameters are skipped. An error is thrown once the server is ready again.
     *
     * @param doing what was asked, for messages
     */
    byte next(String doing) throws PostgresException {
        while (true) {
            byte type;
            try {
                type = reader.next();
            } catch (SocketTimeoutException e) {
                return SILENCE;
            } catch (IOException e) {
                throw error == null ? lost(doing, e) : error.toException(doing, e);
            }
            if (type == 'E') {
                raise(ServerError.read(reader.buffer(), reader.offset(), reader.length()), doing);
            } else if (error != null) {
                throwWhenReady(type, error, doing);
            } else if (type != 'N' && type != 'S' && type != 'A') {
                return type;
            }
        }
    }

    private void raise(ServerError raised, String doing) throws PostgresException {
        if (raised.isFatal()) {
            throw raised.toException(doing, null);
        }
        error = raised;
    }

    private void throwWhenReady(byte type, ServerError pending, String doing) throws PostgresException {
        if (type == 'Z') {
            error = null;
            throw pending.toException(doing, null);
        }
    }

    /** As {@link #next}, but silence is an error that ends the connection. */
    byte nextInTime(String doing) throws PostgresException {
        byte type = next(doing);
        if (type == SILENCE) {
            abort();
            throw new PostgresException.Unreachable(
                    "", doing + ": no answer within " + timeoutMillis / 1000 + " s", LOST_HINT, null);
        }
        return type;
    }

    /** Reads on until the server is ready for the next command, and returns the rows on the way. */
    List<Row> rowsUntilReady(String doing) throws PostgresException {
        List<Row> rows = new ArrayList<>();
        while (true) {
            byte type = nextInTime(doing);
            if (type == 'Z') {
                return rows;
            }
            addRow(type, rows, doing);
        }
    }

    /** Reads the rows of one result, up to its CommandComplete. */
    List<Row> rowsOfOneResult(String doing) throws PostgresException {
        List<Row> rows = new ArrayList<>();
        while (true) {
            byte type = nextInTime(doing);
            if (type == 'C') {
                return rows;
            }
            addRow(type, rows, doing);
        }
    }

    private void addRow(byte type, List<Row> rows, String doing) throws PostgresException {
        switch (type) {
            case 'D' -> {
                try {
                    rows.add(Row.read(reader));
                } catch (ProtocolException e) {
                    throw lost(doing, e);
                }
            }
            case 'T', 'C', 'I', 'c' -> {} // descriptions and ends of results carry nothing we need
            default -> throw unexpected(type, doing);
        }
    }

    PostgresException unexpected(byte type, String doing) {
        return lost(doing, new ProtocolException("message of type '" + (char) type + "' from the server"));
    }

    /** The error for a connection that is of no use any more. */
    PostgresException lost(String doing, IOException cause) {
        abort();
        return new PostgresException.Unreachable("", doing + ": " + cause.getMessage(), LOST_HINT, cause);
    }

    /** Ends the connection at once; a thread that reads or writes gets an error. */
    void abort() {
        try {
            plain.close();
        } catch (IOException e) {
            // Nothing is left to do with it.
        }
    }
}
