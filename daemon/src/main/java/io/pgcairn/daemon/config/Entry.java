package io.pgcairn.daemon.config;

/** What a section of the file may hold: keys and further sections. */
sealed interface Entry permits Key, Section {
    /** Its name in the file. */
    String name();

    /** What it is for, a sentence for the reference page. */
    String help();
}
