package io.pgcairn.storage;

import java.util.List;

/**
 * One page of a listing, in key order.
 *
 * @param objects the page's objects
 * @param isLast whether no object follows; if false the next page is asked for after the last key of this one
 */
public record ObjectPage(List<ObjectInfo> objects, boolean isLast) {
    public ObjectPage {
        objects = List.copyOf(objects);
        if (objects.isEmpty() && !isLast) {
            throw new IllegalArgumentException("a page that is not the last one holds an object");
        }
    }
}
