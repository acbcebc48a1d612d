/**
 * Several stores of one cluster: writing to all that acknowledge, keeping to a rate, copying what one holds to the
 * others, and mending one from another. In come opened stores under their tiers' names and word of what was stored; out
 * go stores that others write to, objects on other tiers, and what is still missing there. It copies sealed bytes and
 * knows no key, no backend and no configuration; what names mean it asks the catalog.
 */
@NullMarked
package io.pgcairn.daemon.tier;

import org.jspecify.annotations.NullMarked;
