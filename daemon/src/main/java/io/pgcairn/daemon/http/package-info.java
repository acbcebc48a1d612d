/**
 * The HTTP endpoint: restore_command's files, base backups and dumps on demand, status, health and metrics. In come
 * requests, out go the answers of narrow interfaces that the rooms fulfil; status codes and JSON are made here. Netty
 * is used only here, and never waits: what blocks runs on threads of its own, so many and no more.
 */
@NullMarked
package io.pgcairn.daemon.http;

import org.jspecify.annotations.NullMarked;
