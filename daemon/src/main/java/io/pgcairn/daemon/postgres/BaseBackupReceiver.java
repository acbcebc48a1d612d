package io.pgcairn.daemon.postgres;

import java.io.IOException;
import java.net.ProtocolException;
import java.util.List;

/** Runs BASE_BACKUP and reads its answer, in the form before PostgreSQL 15 and in the one since. */
final class BaseBackupReceiver {
    private static final int TYPED_MESSAGES_SINCE = 150_000;

    /** Before 15 the server leaves out the two empty blocks that end a tar archive. */
    private static final byte[] TAR_END = new byte[1024];

    private final Wire wire;
    private final boolean typed;
    private final String doing;

    BaseBackupReceiver(Wire wire, int serverVersion, String doing) {
        this.wire = wire;
        this.typed = serverVersion >= TYPED_MESSAGES_SINCE;
        this.doing = doing;
    }

    BaseBackup receive(BaseBackup.Options options, BaseBackup.Sink sink) throws PostgresException, IOException {
        wire.timeout(options.patience(), doing);
        wire.query(typed ? typedCommand(options) : plainCommand(options), doing);
        boolean whole = false;
        try {
            Row start = single(wire.rowsOfOneResult(doing));
            List<Row> tablespaces = wire.rowsOfOneResult(doing);
            if (typed) {
                receiveTyped(sink);
            } else {
                receivePlain(tablespaces, options.manifest(), sink);
            }
            Row stop = single(wire.rowsUntilReady(doing));
            whole = true;
            return new BaseBackup(timeline(start), Lsn.parse(start.text(0)), timeline(stop), Lsn.parse(stop.text(0)));
        } catch (ProtocolException e) {
            throw wire.lost(doing, e);
        } finally {
            if (!whole) {
                wire.abort(); // what is still under way belongs to nobody
            }
        }
    }

    private static TimelineId timeline(Row row) throws ProtocolException {
        return new TimelineId(Long.parseLong(row.text(1)));
    }

    private static Row single(List<Row> rows) throws ProtocolException {
        if (rows.size() != 1) {
            throw new ProtocolException(rows.size() + " rows instead of one");
        }
        return rows.getFirst();
    }

    private static String typedCommand(BaseBackup.Options options) {
        return "BASE_BACKUP (LABEL " + quoted(options.label()) + ", CHECKPOINT '"
                + (options.fastCheckpoint() ? "fast" : "spread") + "', WAIT false, TABLESPACE_MAP, MANIFEST '"
                + (options.manifest() ? "yes" : "no") + "')";
    }

    private static String plainCommand(BaseBackup.Options options) {
        return "BASE_BACKUP LABEL " + quoted(options.label()) + (options.fastCheckpoint() ? " FAST" : "")
                + " NOWAIT TABLESPACE_MAP" + (options.manifest() ? " MANIFEST 'yes'" : "");
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    private void receiveTyped(BaseBackup.Sink sink) throws PostgresException, IOException {
        expectCopyOut();
        while (copyData()) {
            MessageReader reader = wire.reader();
            switch (reader.byteAt(0)) {
                case 'n' -> {
                    String name = reader.textAt(1);
                    // Behind the name and its ending zero comes the second text.
                    int second = 2 + name.getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
                    sink.archive(name, reader.textAt(second));
                }
                case 'm' -> sink.manifest();
                case 'd' -> sink.data(reader.buffer(), reader.offset() + 1, reader.length() - 1);
                case 'p' -> {} // the server's own idea of progress
                default -> throw new ProtocolException("backup message of type " + reader.byteAt(0));
            }
        }
    }

    private void receivePlain(List<Row> tablespaces, boolean manifest, BaseBackup.Sink sink)
            throws PostgresException, IOException {
        for (Row tablespace : tablespaces) {
            sink.archive(
                    tablespace.optionalText(0).orElse("base") + ".tar",
                    tablespace.optionalText(1).orElse(""));
            copyPlain(sink);
            sink.data(TAR_END, 0, TAR_END.length);
        }
        if (manifest) {
            sink.manifest();
            copyPlain(sink);
        }
    }

    private void copyPlain(BaseBackup.Sink sink) throws PostgresException, IOException {
        expectCopyOut();
        while (copyData()) {
            sink.data(
                    wire.reader().buffer(),
                    wire.reader().offset(),
                    wire.reader().length());
        }
    }

    private void expectCopyOut() throws PostgresException {
        byte type = wire.nextInTime(doing);
        if (type != 'H') {
            throw wire.unexpected(type, doing);
        }
    }

    /** Reads one piece; false at the end of the copy. */
    private boolean copyData() throws PostgresException {
        byte type = wire.nextInTime(doing);
        if (type != 'd' && type != 'c') {
            throw wire.unexpected(type, doing);
        }
        return type == 'd';
    }
}
