package io.pgcairn.daemon.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The sections of {@code http.access}: by what a caller has one scope. */
final class AccessSection {
    private static final Key<Path> TOKEN_FILE = Key.optional(
            "token_file",
            Types.path(),
            "no token",
            "A file with a token a line, each 16 characters or more, for Authorization: Bearer. Lines that begin with"
                    + " # are comments. Nobody but its owner and group may read it. Read again when it changes.");
    private static final Key<List<String>> CLIENTS = Key.defaulted(
            "clients",
            new ListType<>(Types.matching("\\S(?:.{0,62}\\S)?", "a common name, 1 to 64 characters")),
            "[]",
            "The common names (CN) of client certificates.");

    private AccessSection() {}

    static Section declaration(String scope, String help) {
        return Section.optional(scope, help, TOKEN_FILE, CLIENTS);
    }

    static HttpConfig.Access read(SectionReader reader, Path base) {
        Optional<Path> tokens = reader.find(TOKEN_FILE).map(base::resolve);
        List<String> clients = reader.get(CLIENTS);
        if (tokens.isEmpty() && clients.isEmpty() && !reader.has(TOKEN_FILE) && !reader.has(CLIENTS)) {
            reader.problem("", "lets nobody in; name a token_file, or clients, or leave the section out");
        }
        return new HttpConfig.Access(tokens, clients);
    }
}
