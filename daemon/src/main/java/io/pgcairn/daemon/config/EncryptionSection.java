package io.pgcairn.daemon.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The sections {@code encryption}: of the whole program and of a cluster. */
final class EncryptionSection {
    private static final Key<Configuration.Provider> PROVIDER = Key.defaulted(
            "provider",
            Types.choice(Configuration.Provider.values()),
            "auto",
            "Which code runs the payload cipher. All give the same bytes; auto takes the fastest that passes its"
                    + " self-test.");

    private static final Key<Boolean> ENABLED = Key.defaulted(
            "enabled",
            Types.bool(),
            "true",
            "Whether objects are encrypted. If so, a recipient is required; false is said loudly.");
    private static final Key<List<String>> RECIPIENTS = Key.defaulted(
            "recipients",
            new ListType<>(new ScalarType<>("an age public key, age1…", false, EncryptionSection::recipient)),
            "[]",
            "The age public keys that can open the objects. Several are possible; one kept offline is advised.");
    private static final Key<Path> RECIPIENTS_FILE =
            Key.optional("recipients_file", Types.path(), "none", "A file with further public keys, one a line.");
    private static final Key<List<Path>> IDENTITIES = Key.defaulted(
            "identities",
            new ListType<>(Types.path()),
            "[]",
            "Files with private keys, only where restores run. Backups and pruning need none.");

    static final Section PROGRAM =
            Section.one("encryption", "Encryption, as far as it concerns the whole program.", PROVIDER);
    static final Section DECLARATION = Section.one(
            "encryption", "For whom objects are encrypted.", ENABLED, RECIPIENTS, RECIPIENTS_FILE, IDENTITIES);

    private EncryptionSection() {}

    static Configuration.Provider readProvider(SectionReader reader) {
        return reader.get(PROVIDER);
    }

    static EncryptionConfig read(SectionReader reader, Path base) {
        boolean enabled = reader.get(ENABLED);
        Optional<List<String>> found = reader.find(RECIPIENTS);
        List<String> recipients = found.orElse(List.of());
        Optional<Path> file = reader.find(RECIPIENTS_FILE).map(base::resolve);
        List<Path> identities =
                reader.get(IDENTITIES).stream().map(base::resolve).toList();
        boolean nobody = recipients.isEmpty() && file.isEmpty();
        boolean refusedAlready = reader.has(RECIPIENTS_FILE) || (reader.has(RECIPIENTS) && found.isEmpty());
        if (enabled && nobody && !refusedAlready) {
            reader.problem(
                    RECIPIENTS.name(),
                    "names nobody who could open the backups; make a key with 'pgcairn keygen' and list its public"
                            + " key here, or say enabled: false to store everything in plain bytes");
        }
        return new EncryptionConfig(enabled && !nobody, recipients, file, identities);
    }

    private static String recipient(String text) {
        if (text.toUpperCase(Locale.ROOT).startsWith("AGE-SECRET-KEY-")) {
            throw new IllegalArgumentException("it is a PRIVATE key, which has no place here: keep it in a file under"
                    + " identities, and consider it seen");
        }
        if (!text.matches("age1[0-9a-z]{2,4000}")) {
            throw new IllegalArgumentException("it has another form");
        }
        return text;
    }
}
