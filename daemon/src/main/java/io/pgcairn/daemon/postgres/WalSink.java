package io.pgcairn.daemon.postgres;

/** Takes what a {@link WalStream} receives. It is called on the receiving thread, which waits for it. */
public interface WalSink {
    /**
     * WAL from {@code startLsn} on.
     *
     * @param buffer holds it at {@code offset}; it is reused after the call
     */
    void wal(long startLsn, byte[] buffer, int offset, int length);

    /**
     * A sign of life.
     *
     * @param serverEnd the server's current end of WAL
     * @param replyRequested the server closes the connection unless a status follows soon
     */
    void keepalive(long serverEnd, boolean replyRequested);
}
