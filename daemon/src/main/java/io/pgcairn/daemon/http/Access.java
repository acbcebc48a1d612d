package io.pgcairn.daemon.http;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Decides whether a caller may do what it asks for. Safe for use by several threads, which it may block for a file. */
final class Access {
    private static final String BEARER = "Bearer ";
    private static final String BASIC = "Basic ";

    private final AccessSettings settings;
    private final Map<Scope, TokenFile> tokens = new EnumMap<>(Scope.class);
    private final HostCheck hosts;
    private final RefusalLog refusals;

    /** @throws ListenFailure a token file cannot be used */
    Access(HttpSettings http, RefusalLog refusals) throws ListenFailure {
        this.settings = http.access();
        this.hosts = new HostCheck(hostOf(http.listen()), http.hosts());
        this.refusals = refusals;
        for (Map.Entry<Scope, AccessSettings.Rule> each : settings.rules().entrySet()) {
            if (each.getValue().tokenFile().isPresent()) {
                tokens.put(
                        each.getKey(), new TokenFile(each.getValue().tokenFile().get()));
            }
        }
    }

    private static String hostOf(InetSocketAddress listen) {
        String host = listen.getHostString();
        return host.contains(":") ? "[" + host + "]" : host;
    }

    /** Why the caller may not; empty if it may. */
    Optional<Reply> refusal(HttpCall call, Need need) {
        Optional<Reply> foreign = HostCheck.foreignPage(call, need);
        if (foreign.isPresent() || need == Need.NOTHING || call.peer().isTrusted()) {
            return foreign;
        }
        if (settings.isOpen()) {
            return hosts.foreignHost(call);
        }
        if (need == Need.FORM) {
            return Optional.empty();
        }
        Set<Scope> scopes = scopes(call);
        return need.isMetBy(scopes) ? Optional.empty() : Optional.of(refused(call, need, scopes));
    }

    private Reply refused(HttpCall call, Need need, Set<Scope> scopes) {
        if (!scopes.isEmpty()) {
            refusals.note(call, "it may not: it is let in for " + scopes);
            return Reply.error(
                    403,
                    "forbidden",
                    "the token or certificate is not for this, but for " + labels(scopes),
                    "use one of http.access.admin" + (need == Need.ADMIN ? "" : ", or the one for this"));
        }
        boolean hasToken = call.authorization().isPresent();
        refusals.note(call, hasToken ? "its token is none of ours" : "it has no token and no certificate that counts");
        return Reply.error(
                        401,
                        "unauthorized",
                        hasToken ? "the token is not known here" : "a token or a client certificate is needed",
                        "send the header Authorization: Bearer TOKEN, with a token of http.access")
                .with("WWW-Authenticate", need == Need.PAGE ? "Basic realm=\"pgcairn\"" : "Bearer realm=\"pgcairn\"");
    }

    private static String labels(Set<Scope> scopes) {
        return String.join(", ", scopes.stream().map(Scope::label).toList());
    }

    /** Whether there is a token with which a form of the page gives orders. */
    boolean hasAdminToken() {
        return tokens.containsKey(Scope.ADMIN);
    }

    /**
     * Whether a form of the page gives orders.
     *
     * @param token what it brings; may be empty
     */
    boolean isAdmin(HttpCall call, String token) {
        boolean isAdmin = call.peer().isTrusted() || scopes(call).contains(Scope.ADMIN) || isToken(Scope.ADMIN, token);
        if (!isAdmin && !token.isEmpty()) {
            refusals.note(call, "the token of its form is none of ours");
        }
        return isAdmin;
    }

    private Set<Scope> scopes(HttpCall call) {
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        String token = call.authorization().map(Access::token).orElse("");
        settings.rules().forEach((scope, rule) -> {
            boolean isClient =
                    call.peer().certificate().filter(rule.clients()::contains).isPresent();
            if (isClient || isToken(scope, token)) {
                scopes.add(scope);
            }
        });
        return scopes;
    }

    private boolean isToken(Scope scope, String token) {
        TokenFile file = tokens.get(scope);
        return file != null && !token.isEmpty() && file.lets(token);
    }

    /** A browser sends what one types as the password by itself, whatever the user's name. */
    private static String token(String authorization) {
        if (authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return authorization.substring(BEARER.length()).strip();
        }
        if (!authorization.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
            return "";
        }
        try {
            byte[] pair = Base64.getDecoder()
                    .decode(authorization.substring(BASIC.length()).strip());
            String text = new String(pair, StandardCharsets.UTF_8);
            return text.substring(text.indexOf(':') + 1);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
