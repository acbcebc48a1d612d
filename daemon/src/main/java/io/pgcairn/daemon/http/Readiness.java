package io.pgcairn.daemon.http;

/**
 * Whether a cluster does its work.
 *
 * @param isReady whether all is well
 * @param state a word or a sentence for an operator
 */
public record Readiness(boolean isReady, String state) {}
