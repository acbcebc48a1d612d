package io.pgcairn.daemon.catalog;

/** A holder of a name; its process is gone if the name says so. */
public record NamedHolder(String name) implements LeaseHolder {
    @Override
    public String process() {
        return name;
    }

    @Override
    public boolean isGone(String process) {
        return process.endsWith(" gone");
    }
}
