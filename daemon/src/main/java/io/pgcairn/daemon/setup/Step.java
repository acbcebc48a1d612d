package io.pgcairn.daemon.setup;

/** What of a setup is done, in this order: a host that is lost at any of them keeps no WAL for nobody. */
enum Step {
    PROVEN,
    KEY_WRITTEN,
    CONFIGURATION_WRITTEN,
    SLOT_MADE
}
