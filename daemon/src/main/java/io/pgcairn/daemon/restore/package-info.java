/**
 * Getting data back: the plan, its proof, placing files, recovery settings, and answering restore_command.
 */
@NullMarked
package io.pgcairn.daemon.restore;

import org.jspecify.annotations.NullMarked;
