package io.pgcairn.daemon.http;

import java.util.Set;

/** What a route asks of its caller. */
enum Need {
    /** Nothing: health, and the description of the API. */
    NOTHING(Set.of(Scope.values())),
    RESTORE(Set.of(Scope.RESTORE, Scope.ADMIN)),
    METRICS(Set.of(Scope.METRICS, Scope.ADMIN)),
    ADMIN(Set.of(Scope.ADMIN)),
    /** To read the page. */
    PAGE(Set.of(Scope.METRICS, Scope.ADMIN)),
    /** To send a form of the page, which brings its token itself. */
    FORM(Set.of(Scope.values()));

    private final Set<Scope> anyOf;

    Need(Set<Scope> anyOf) {
        this.anyOf = anyOf;
    }

    boolean isMetBy(Set<Scope> scopes) {
        return scopes.stream().anyMatch(anyOf::contains);
    }
}
