package io.pgcairn.daemon.catalog;

/** Who wants a lease. */
public interface LeaseHolder {
    /** Host, process and a random number: for people, and different for each process. */
    String name();

    /** This process, for {@link #isGone} of others; empty if nothing can be said. */
    String process();

    /** Whether that process is known to have ended; false if it is not known, as of any on another host. */
    boolean isGone(String process);
}
